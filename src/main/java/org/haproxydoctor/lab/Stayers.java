package org.haproxydoctor.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Clients that begin a request and do not end it: HAProxy has to keep their connections.
final class Stayers implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5000;
  private static final byte[] BEGUN = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  private final List<Socket> sockets = new ArrayList<>();

  /// @param port of the frontend on loopback
  void come(int port, int number) throws IOException {
    for (int i = 0; i < number; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
      socket.getOutputStream().write(BEGUN);
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
