package org.haproxydoctor.lab;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A log daemon in miniature: takes HAProxy's messages on loopback and writes the file that rsyslog
/// would have written.
final class SyslogFile implements Closeable {
  private static final int LARGEST = 65_535;
  private static final Pattern PRIORITY = Pattern.compile("^<\\d{1,3}>");
  private static final Pattern TIME = Pattern.compile("^([A-Z][a-z]{2} [ 0-9]\\d [0-9:]{8}) ");

  private final DatagramSocket socket;
  private final OutputStream file;

  private SyslogFile(DatagramSocket socket, OutputStream file) {
    this.socket = socket;
    this.file = file;
  }

  static SyslogFile open(Path path) throws IOException {
    SyslogFile log =
        new SyslogFile(
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
            Files.newOutputStream(path));
    Thread.ofVirtual().name("log").start(log::takeAll);
    return log;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void takeAll() {
    byte[] buffer = new byte[LARGEST];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        String message =
            new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1).stripTrailing();
        file.write((asWritten(message) + "\n").getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException _) {
        return;
      }
    }
  }

  /// HAProxy's `local` format lacks the host name, which the daemon adds.
  static String asWritten(String message) {
    String bare = PRIORITY.matcher(message).replaceFirst("");
    return TIME.matcher(bare).replaceFirst("$1 balancer ");
  }

  @Override
  public void close() throws IOException {
    socket.close();
    file.close();
  }
}
