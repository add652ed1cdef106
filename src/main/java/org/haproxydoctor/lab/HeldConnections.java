package org.haproxydoctor.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Connections to a server that are opened and kept, as by clients that never hang up.
final class HeldConnections implements Closeable {
  private static final int PATIENCE_MILLIS = 2000;

  private final List<Socket> sockets = new ArrayList<>();

  private HeldConnections() {}

  /// @param most fewer when this host has no local port left for another one
  static HeldConnections to(InetSocketAddress server, int most) throws IOException {
    HeldConnections held = new HeldConnections();
    try {
      for (int i = 0; i < most; i++) {
        Socket socket = new Socket();
        held.sockets.add(socket);
        socket.connect(server, PATIENCE_MILLIS);
      }
    } catch (BindException _) {
      return held;
    } catch (IOException e) {
      held.close();
      throw e;
    }
    return held;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
