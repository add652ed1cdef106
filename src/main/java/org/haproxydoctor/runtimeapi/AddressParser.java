package org.haproxydoctor.runtimeapi;

import java.util.Optional;
import org.haproxydoctor.model.Endpoint;

/// Reads the `addr` column of `show stat`: `127.0.0.1:80` or `[::1]:80`.
///
/// A server on a UNIX socket says only `unix`, without the path, which is no address to go to.
final class AddressParser {
  private static final int LARGEST_PORT = 65535;

  private AddressParser() {}

  static Optional<Endpoint> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    String address = host;
    return Numbers.small(text.substring(colon + 1)).stream()
        .filter(port -> port <= LARGEST_PORT && !address.isEmpty())
        .mapToObj(port -> new Endpoint(address, port))
        .findFirst();
  }
}
