package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/// A server on loopback or a UNIX socket that treats every connection the same way.
final class LoopbackServer implements AutoCloseable {
  /// What is done with a connection after its first line was read; it is closed afterwards.
  interface Behaviour {
    void treat(Socket socket, String firstLine) throws Exception;
  }

  private final ServerSocket listener;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  private LoopbackServer(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    Thread.ofPlatform().daemon().start(() -> accept(behaviour));
  }

  static LoopbackServer tcp(Behaviour behaviour) throws IOException {
    return new LoopbackServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
  }

  static LoopbackServer unix(Path path, Behaviour behaviour) throws IOException {
    AFUNIXServerSocket listener = AFUNIXServerSocket.newInstance();
    listener.bind(AFUNIXSocketAddress.of(path));
    return new LoopbackServer(listener, behaviour);
  }

  /// Answers with the text and closes, as HAProxy does.
  static Behaviour says(String answer) {
    return (socket, _) -> socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
  }

  /// Answers with the text and then keeps the connection open without a word.
  static Behaviour saysAndStays(String answer) {
    return (socket, line) -> {
      says(answer).treat(socket, line);
      while (socket.getInputStream().read() >= 0) {
        // Until the client goes.
      }
    };
  }

  int port() {
    return listener.getLocalPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  private void accept(Behaviour behaviour) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().start(() -> treat(socket, behaviour));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void treat(Socket socket, Behaviour behaviour) {
    try (socket) {
      behaviour.treat(socket, line(socket));
    } catch (Exception _) {
      // The client went away, which tests provoke.
    }
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\n';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
