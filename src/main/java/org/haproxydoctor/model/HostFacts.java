package org.haproxydoctor.model;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What this host knows of itself.
///
/// @param addresses every address of every interface, IPv6 without zone
/// @param haproxyProcesses the running processes named haproxy that this user may see
public record HostFacts(Set<String> addresses, List<HaproxyProcess> haproxyProcesses) {
  public HostFacts {
    addresses = Set.copyOf(addresses);
    haproxyProcesses = List.copyOf(haproxyProcesses);
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
  /// @return the process, when it can only be one with another network than this program's: what is
  ///   reached from here then tells nothing of what HAProxy reaches
  public Optional<HaproxyProcess> elsewhere(long pid) {
    List<HaproxyProcess> may = haproxyProcesses.stream().filter(p -> p.innerPid() == pid).toList();
    return may.stream().filter(_ -> may.stream().allMatch(HaproxyProcess::elsewhere)).findFirst();
  }

  private static @Nullable InetAddress parse(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
