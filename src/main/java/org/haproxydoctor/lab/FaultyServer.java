package org.haproxydoctor.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// A programmable backend on loopback that shows one of the faults real servers have.
///
/// It keeps what it was sent, so that a test can read the bytes of a check.
public final class FaultyServer implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final InetSocketAddress address;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Heard heard = new Heard();

  private FaultyServer(InetSocketAddress address) {
    this.address = address;
  }

  /// What clients said.
  ///
  /// @param serverNames one element per TLS handshake, empty text for a client that named none
  /// @param proxyHeaders one element per PROXY header, its bytes as ISO 8859-1
  record Heard(List<String> requests, List<String> serverNames, List<String> proxyHeaders) {
    Heard() {
      this(
          new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }
  }

  /// Starts on 127.0.0.1 and a free port.
  ///
  /// @throws IOException when no port could be had
  public static FaultyServer start(Behaviour behaviour) throws IOException {
    return start(behaviour, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  /// @param at an address of this host; port 0 takes a free one
  /// @throws IOException when the port is taken or the address is not this host's
  public static FaultyServer start(Behaviour behaviour, InetSocketAddress at) throws IOException {
    return begin(
        behaviour,
        at,
        behaviour.tls()
            ? Optional.<TlsSpeaker>of(DrillCertificate.forLoopback())
            : Optional.empty());
  }

  /// @param certificate how TLS is spoken by a behaviour with TLS, otherwise unused
  /// @throws IOException when the port is taken or the address is not this host's
  public static FaultyServer start(
      Behaviour behaviour, InetSocketAddress at, TlsSpeaker certificate) throws IOException {
    return begin(behaviour, at, Optional.of(certificate));
  }

  private static FaultyServer begin(
      Behaviour behaviour, InetSocketAddress at, Optional<TlsSpeaker> certificate)
      throws IOException {
    return switch (behaviour.mode()) {
      case REFUSE -> refusing(at);
      case BLACKHOLE -> swallowing(at);
      case HTTP, HANG, RESET, CLOSE, BANNER, SCRIPT -> talking(behaviour, at, certificate);
    };
  }

  // Bound but not listening: the kernel answers RST, and nobody else can take the port.
  private static FaultyServer refusing(InetSocketAddress at) throws IOException {
    Socket reserved = new Socket();
    reserved.setReuseAddress(false);
    bindOrClose(reserved, at);
    FaultyServer server =
        new FaultyServer(
            new InetSocketAddress(reserved.getLocalAddress(), reserved.getLocalPort()));
    server.open.add(reserved);
    return server;
  }

  private static FaultyServer swallowing(InetSocketAddress at) throws IOException {
    BlackHole hole = BlackHole.open(at);
    FaultyServer server = new FaultyServer(hole.address());
    server.open.add(hole);
    return server;
  }

  private static FaultyServer talking(
      Behaviour behaviour, InetSocketAddress at, Optional<TlsSpeaker> certificate)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.bind(at, BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    FaultyServer server =
        new FaultyServer(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
    server.open.add(listener);
    Conversation conversation = new Conversation(behaviour, certificate, server.heard);
    server.threads.execute(() -> server.acceptAll(listener, conversation));
    return server;
  }

  private static void bindOrClose(Socket socket, InetSocketAddress at) throws IOException {
    try {
      socket.bind(at);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void acceptAll(ServerSocket listener, Conversation conversation) {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        threads.execute(() -> {
          conversation.hold(client);
          open.remove(client);
        });
      } catch (SocketException | RejectedExecutionException _) {
        return;
      } catch (IOException _) {
        // One failed accept says nothing about the next.
      }
    }
  }

  public int port() {
    return address.getPort();
  }

  public InetSocketAddress address() {
    return address;
  }

  /// @return every HTTP request received so far, head and body as sent, oldest first
  public List<String> requests() {
    return List.copyOf(heard.requests());
  }

  /// @return the server name of every TLS handshake so far, an empty text where none was sent
  public List<String> serverNames() {
    return List.copyOf(heard.serverNames());
  }

  /// @return every PROXY header received so far, byte for character
  public List<String> proxyHeaders() {
    return List.copyOf(heard.proxyHeaders());
  }

  /// Ends every connection and thread before it returns.
  @Override
  public void close() {
    threads.shutdownNow();
    for (Closeable each : open) {
      try {
        each.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
    threads.close();
  }
}
