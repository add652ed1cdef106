package org.haproxydoctor.probe.host;

/// The rules of this host's packet filter.
interface Firewall {
  /// @param hook `output` for what leaves a process of this host, `input` for what reaches one
  Fate fate(Packet packet, String hook);
}
