package org.haproxydoctor.model.check;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What a name server said of a server's name.
///
/// @param asked whom: `127.0.0.1:53`, or `system resolver`
/// @param addresses empty when there are none
/// @param trouble `NXDOMAIN`, `SERVFAIL`, `timeout` … when there are none
public record NameLookup(
    String name, String asked, List<String> addresses, Optional<String> trouble) {
  public NameLookup {
    addresses = List.copyOf(addresses);
  }

  /// @param literal an address, compared by value: IPv6 is spelled in many ways
  public boolean has(String literal) {
    return addresses.stream().anyMatch(a -> a.equals(literal) || same(a, literal));
  }

  private static boolean same(String one, String other) {
    try {
      return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }
}
