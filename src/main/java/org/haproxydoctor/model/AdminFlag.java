package org.haproxydoctor.model;

import java.util.EnumSet;
import java.util.Set;

/// The bits of `srv_admin_state` in `show servers state` (HAProxy `SRV_ADMF_*`, `server-t.h`).
public enum AdminFlag {
  /// Forced into maintenance: Runtime API, stats page, agent; set by the configuration too.
  FMAINT(0x01),
  /// In maintenance because the tracked server is.
  IMAINT(0x02),
  /// `disabled` in the configuration; stays set after `state ready`.
  CMAINT(0x04),
  /// Forced to drain.
  FDRAIN(0x08),
  /// Draining because the tracked server is.
  IDRAIN(0x10),
  /// In maintenance because its name has no address.
  RMAINT(0x20),
  /// Its name was changed at run time; no maintenance.
  FQDN_CHANGED(0x40);

  private final int bit;

  AdminFlag(int bit) {
    this.bit = bit;
  }

  public static Set<AdminFlag> of(int bits) {
    EnumSet<AdminFlag> flags = EnumSet.noneOf(AdminFlag.class);
    for (AdminFlag flag : values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return Set.copyOf(flags);
  }
}
