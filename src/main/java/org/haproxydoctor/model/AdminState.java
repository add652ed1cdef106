package org.haproxydoctor.model;

import java.util.Locale;
import java.util.Set;

/// What an operator wants of a server, as `set server … state` takes it (management manual).
///
/// The three exclude one another: HAProxy lifts a drain when it puts into maintenance, and the
/// reverse (`srv_adm_set_maint()`, `srv_adm_set_drain()`, `src/server.c`).
public enum AdminState {
  /// It takes its share of the traffic, as far as its checks pass.
  READY,
  /// No new traffic but persistent sessions; checks go on.
  DRAIN,
  /// No traffic and no checks; connections that exist stay.
  MAINT;

  /// @param flags of `srv_admin_state`; what is inherited from a tracked server, or comes from DNS,
  ///   is nobody's wish
  public static AdminState of(Set<AdminFlag> flags) {
    if (flags.contains(AdminFlag.FMAINT)) {
      return MAINT;
    }
    return flags.contains(AdminFlag.FDRAIN) ? DRAIN : READY;
  }

  /// @return as HAProxy's command line writes it
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
