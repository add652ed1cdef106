package org.haproxydoctor.model;

import java.util.List;
import java.util.Set;

/// What this host knows of itself.
///
/// @param addresses every address of every interface, IPv6 without zone
/// @param haproxyProcesses the running processes named haproxy that this user may see
public record HostFacts(Set<String> addresses, List<HaproxyProcess> haproxyProcesses) {
  public HostFacts {
    addresses = Set.copyOf(addresses);
    haproxyProcesses = List.copyOf(haproxyProcesses);
  }

  /// @param arguments the command line, empty when not readable
  public record HaproxyProcess(long pid, List<String> arguments) {
    public HaproxyProcess {
      arguments = List.copyOf(arguments);
    }
  }
}
