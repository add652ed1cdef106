package org.haproxydoctor.diagnose.rules;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.observe.ServerCase;

/// Configuration lines in the form of evidence: keyword apart from what it is given.
final class Lines {
  private static final List<String> FAMILIES = List.of("option ", "http-check ", "timeout ");

  private Lines() {}

  /// An address or port can be changed at run time (`set server … addr`), and is then forgotten by
  /// everybody.
  ///
  /// @return a clause on where HAProxy goes instead of where the configuration says; empty when it
  ///   does go there, or goes by name
  static String unlikeConfigured(ServerCase server) {
    Optional<Endpoint> used = server.server().address();
    return server
        .configured()
        .filter(s -> s.name().isEmpty() && s.address().port() > 0 && !s.address().isUnix())
        .map(ServerConfig::address)
        .filter(a -> used.isPresent() && !isSame(a, used.get()))
        .map(a -> "; HAProxy uses " + used.get() + " instead of the configured " + a)
        .orElse("");
  }

  private static boolean isSame(Endpoint one, Endpoint other) {
    boolean anywhere = one.host().equals("0.0.0.0") || one.host().equals("::");
    return one.port() == other.port()
        && (anywhere
            || new NameLookup("", "", List.of(one.host()), Optional.empty()).has(other.host()));
  }

  static Evidence evidence(ServerRef subject, ConfigLine line) {
    String text = line.text();
    int end = text.indexOf(' ');
    if (FAMILIES.stream().anyMatch(text::startsWith)) {
      end = text.indexOf(' ', end + 1);
    }
    String keyword = end < 0 ? text : text.substring(0, end);
    String value = end < 0 ? "" : text.substring(end + 1);
    return new Evidence(
        Evidence.Witness.CONFIGURATION, line.place(), subject.toString(), keyword, value);
  }
}
