package org.haproxydoctor.probe.host;

import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.host.Family;

/// The first packet of a connection to a server, as a firewall's rules see it.
///
/// @param server by address literal and port
/// @param toThisHost whether the server's address is this host's own, so that the packet goes over
///   loopback and meets the rules for input as well
/// @param uid of the process that connects
record Packet(Endpoint server, boolean toThisHost, long uid) {
  Family family() {
    return Family.of(server.host()).orElseThrow();
  }

  boolean isIpv6() {
    return family() == Family.IPV6;
  }
}
