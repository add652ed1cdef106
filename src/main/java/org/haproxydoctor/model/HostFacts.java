package org.haproxydoctor.model;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.host.NetworkFacts;
import org.haproxydoctor.model.host.OpenFiles;
import org.jspecify.annotations.Nullable;

/// What this host knows of itself.
///
/// @param addresses every address of every interface, IPv6 without zone
/// @param haproxyProcesses the running processes named haproxy that this user may see
/// @param files of each HAProxy process that could be looked into, before it was asked anything
/// @param network what it knows of connections to the servers in doubt
public record HostFacts(
    Set<String> addresses,
    List<HaproxyProcess> haproxyProcesses,
    List<OpenFiles> files,
    NetworkFacts network) {
  /// Before anything else was looked at.
  public HostFacts(Set<String> addresses, List<HaproxyProcess> haproxyProcesses) {
    this(addresses, haproxyProcesses, List.of(), NetworkFacts.none());
  }

  public HostFacts {
    addresses = Set.copyOf(addresses);
    haproxyProcesses = List.copyOf(haproxyProcesses);
    files = List.copyOf(files);
  }

  /// Whether a connection may start from an address: one of this host's, any of 127.0.0.0/8, or the
  /// wildcard. IPv6 is compared by value, not by spelling.
  ///
  /// @param literal an address; false for anything else
  public boolean owns(String literal) {
    InetAddress wanted = parse(literal);
    if (wanted == null) {
      return false;
    }
    return wanted.isAnyLocalAddress()
        || (wanted.isLoopbackAddress() && wanted.getAddress().length == 4)
        || addresses.stream().anyMatch(a -> wanted.equals(parse(a)));
  }

  public HostFacts withFiles(List<OpenFiles> open) {
    return new HostFacts(addresses, haproxyProcesses, open, network);
  }

  public HostFacts withNetwork(NetworkFacts facts) {
    return new HostFacts(addresses, haproxyProcesses, files, facts);
  }

  /// Whether a connection to an address may begin here at all: this host has an address of the same
  /// family that is good for more than itself or its own link. A host without any such address is
  /// on no network, and lacks what it does not even have for itself.
  ///
  /// @param literal an address; true for anything else
  public boolean hasFamilyFor(String literal) {
    InetAddress target = parse(literal);
    if (target == null) {
      return true;
    }
    List<InetAddress> own =
        addresses.stream().map(HostFacts::parse).filter(Objects::nonNull).toList();
    boolean near = isNear(target) || own.stream().allMatch(HostFacts::isNear);
    return own.stream()
        .filter(a -> a.getAddress().length == target.getAddress().length)
        .anyMatch(a -> near || !isNear(a));
  }

  private static boolean isNear(InetAddress address) {
    return address.isLoopbackAddress() || address.isLinkLocalAddress();
  }

  /// @param files the configuration that is looked at; empty when it is not known
  /// @return the processes that may run with it: not those of another instance, which were started
  ///   with other files
  public List<HaproxyProcess> processesFor(List<String> files) {
    List<Path> paths = files.stream().map(Path::of).toList();
    boolean known = !paths.isEmpty() && paths.stream().allMatch(Path::isAbsolute);
    return known
        ? haproxyProcesses.stream().filter(p -> p.mayRunWith(paths)).toList()
        : haproxyProcesses;
  }

  /// @param pid what the HAProxy that answers says of itself
  /// @param peer who this host's system says made the socket
  /// @return the processes that may be the one that answers, or its master: more than one when
  ///   several containers number their processes alike
  public List<HaproxyProcess> answering(OptionalLong pid, Peer peer) {
    List<HaproxyProcess> made =
        haproxyProcesses.stream().filter(p -> peer.pid().equals(OptionalLong.of(p.pid()))).toList();
    return made.isEmpty()
        ? haproxyProcesses.stream().filter(p -> pid.equals(OptionalLong.of(p.innerPid()))).toList()
        : made;
  }

  /// @return as [#answering]; empty unless it can only be one with another network than this
  ///   program's: what is reached from here then tells nothing of what HAProxy reaches
  public List<HaproxyProcess> elsewhere(OptionalLong pid, Peer peer) {
    List<HaproxyProcess> may = answering(pid, peer);
    return may.stream().allMatch(HaproxyProcess::elsewhere) ? may : List.of();
  }

  private static @Nullable InetAddress parse(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
