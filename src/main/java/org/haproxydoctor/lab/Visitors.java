package org.haproxydoctor.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Clients of a drill's frontend, so that its log and counters tell of traffic.
///
/// @param port of the frontend on loopback
record Visitors(int port) {
  private static final int PATIENCE_MILLIS = 5000;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: www.drill.test\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  void come(int number) {
    for (int i = 0; i < number; i++) {
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
        socket.getOutputStream().write(REQUEST);
        socket.getInputStream().readAllBytes();
      } catch (IOException _) {
        // A visitor who is turned away is part of the fault.
      }
    }
  }
}
