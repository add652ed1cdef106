package org.haproxydoctor.model.host;

/// What the kernel knows of a host on the same link (`ip-neighbour(8)`, `arp(7)`).
///
/// @param address the server's own, or that of the gateway on the way to it
/// @param gateway whether it is a gateway's
/// @param silent whether it does not answer the question for its link address (`FAILED`,
///   `INCOMPLETE`): off, unplugged, or in another VLAN
/// @param state the kernel's word
public record Neighbour(String address, boolean gateway, boolean silent, String state) {}
