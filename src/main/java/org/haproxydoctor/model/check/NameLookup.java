package org.haproxydoctor.model.check;

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
}
