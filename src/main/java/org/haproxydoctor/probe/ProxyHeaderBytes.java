package org.haproxydoctor.probe;

import java.net.Inet6Address;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.haproxydoctor.model.check.ProxyHeader;

/// PROXY protocol headers as HAProxy's checks send them (seen on the wire of 2.6): version 1 names
/// the check's own connection, version 2 says LOCAL and names nothing.
final class ProxyHeaderBytes {
  private static final byte[] V2_LOCAL = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x20, 0x00, 0x00, 0x00
  };

  private ProxyHeaderBytes() {}

  /// @param socket the connection, empty when it is not TCP
  static byte[] of(ProxyHeader header, Optional<Socket> socket) {
    return switch (header) {
      case NONE -> new byte[0];
      case V1 ->
          socket
              .map(ProxyHeaderBytes::tcp)
              .orElse("PROXY UNKNOWN\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      case V2 -> V2_LOCAL.clone();
    };
  }

  private static String tcp(Socket socket) {
    String family = socket.getInetAddress() instanceof Inet6Address ? "TCP6" : "TCP4";
    return String.join(
            " ",
            "PROXY",
            family,
            socket.getLocalAddress().getHostAddress(),
            socket.getInetAddress().getHostAddress(),
            Integer.toString(socket.getLocalPort()),
            Integer.toString(socket.getPort()))
        + "\r\n";
  }
}
