package org.haproxydoctor.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A listening port that leaves every further SYN unanswered, because its accept queue is full.
///
/// Linux drops SYNs for a full accept queue instead of answering RST, so this needs no firewall and
/// no rights. Clients see exactly what a dead host or a dropping firewall shows them.
final class BlackHole implements Closeable {
  private static final int SMALLEST_BACKLOG = 1;
  private static final int MOST_FILLERS = 16;
  private static final int PROOF_MILLIS = 150;

  private final ServerSocket listener;
  private final List<Socket> fillers = new ArrayList<>();

  private BlackHole(ServerSocket listener) {
    this.listener = listener;
  }

  /// @throws IOException when the port is taken, or connections still get through at the end
  static BlackHole open(InetSocketAddress at) throws IOException {
    BlackHole hole = new BlackHole(new ServerSocket());
    try {
      hole.listener.bind(at, SMALLEST_BACKLOG);
      hole.fill();
      return hole;
    } catch (IOException e) {
      hole.close();
      throw e;
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  // Fills until a connect goes unanswered, which also proves that the hole is one.
  private void fill() throws IOException {
    for (int i = 0; i < MOST_FILLERS; i++) {
      Socket filler = new Socket();
      fillers.add(filler);
      try {
        filler.connect(address(), PROOF_MILLIS);
      } catch (SocketTimeoutException _) {
        return;
      }
    }
    throw new IOException("the kernel keeps accepting connections for " + address());
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : fillers) {
      filler.close();
    }
    listener.close();
  }
}
