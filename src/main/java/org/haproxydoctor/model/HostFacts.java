package org.haproxydoctor.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    boolean known = !files.isEmpty() && files.stream().allMatch(f -> f.startsWith("/"));
    return known
        ? haproxyProcesses.stream().filter(p -> p.mayRunWith(files)).toList()
        : haproxyProcesses;
  }

  private static @Nullable InetAddress parse(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// @param arguments the command line, empty when not readable
  public record HaproxyProcess(long pid, List<String> arguments) {
    public HaproxyProcess {
      arguments = List.copyOf(arguments);
    }

    // A relative name is one of ours when they end alike; no name at all says nothing.
    private boolean mayRunWith(List<String> files) {
      List<String> named =
          IntStream.range(1, arguments.size())
              .filter(i -> arguments.get(i - 1).equals("-f"))
              .mapToObj(i -> arguments.get(i).replaceAll("/+$", ""))
              .toList();
      return named.isEmpty()
          || named.stream().anyMatch(n -> files.stream().anyMatch(f -> mayBe(n, f)));
    }

    private static boolean mayBe(String named, String file) {
      String inside = named.replaceFirst("^(?:\\.{1,2}(?:/+|$))+", "");
      if (inside.isEmpty()) {
        return true;
      }
      return named.startsWith("/")
          ? (file + "/").startsWith(named + "/")
          : (file + "/").contains("/" + inside + "/");
    }
  }
}
