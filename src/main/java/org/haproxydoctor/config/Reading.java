package org.haproxydoctor.config;

import java.util.Optional;
import org.haproxydoctor.model.HaproxyVersion;

/// What the sections of one configuration share while it is read.
final class Reading {
  /// Far more than a HAProxy could check; a template makes servers from a few bytes.
  private static final int MAX_SERVERS = 50_000;

  /// As many; an empty section takes far more memory than its line in the file.
  private static final int MAX_SECTIONS = 50_000;

  private final Optional<HaproxyVersion> version;
  private final Problems problems;
  private int serversLeft = MAX_SERVERS;
  private int sectionsLeft = MAX_SECTIONS;

  Reading(Optional<HaproxyVersion> version, Problems problems) {
    this.version = version;
    this.problems = problems;
  }

  Optional<HaproxyVersion> version() {
    return version;
  }

  Problems problems() {
    return problems;
  }

  /// @return how many of the wanted servers may be made
  int allow(int servers) {
    int allowed = Math.min(servers, serversLeft);
    serversLeft -= allowed;
    return allowed;
  }

  /// @return whether one more section may be kept
  boolean allowSection() {
    return sectionsLeft-- > 0;
  }
}
