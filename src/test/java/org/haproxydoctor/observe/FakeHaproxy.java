package org.haproxydoctor.observe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP port on loopback that answers every command with the same text.
final class FakeHaproxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger asked = new AtomicInteger();
  private final String answer;

  private FakeHaproxy(String answer) throws IOException {
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  static FakeHaproxy answering(String text) throws IOException {
    return new FakeHaproxy(text);
  }

  /// Says `show info` of a process with this id.
  static FakeHaproxy withPid(long pid) throws IOException {
    return answering("Name: HAProxy\nVersion: 2.6.12\nPid: " + pid + "\nUptime_sec: 60\n\n");
  }

  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  int asked() {
    return asked.get();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
        asked.incrementAndGet();
        client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // The client left, or the listener was closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
