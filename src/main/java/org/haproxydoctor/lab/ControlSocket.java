package org.haproxydoctor.lab;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.haproxydoctor.model.Deadline;

/// The Runtime API of a drill's own HAProxy.
///
/// @param path of the UNIX socket
record ControlSocket(Path path) {
  private static final int LIMIT = 1 << 20;

  /// Sends one line and reads the answer to its end (management guide, "Unix Socket commands").
  ///
  /// @throws IOException when nobody answers by the deadline
  String ask(String line, Deadline deadline) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ByteBuffer answer = ByteBuffer.allocate(LIMIT);
      while (answer.hasRemaining()) {
        selector.select(deadline.millisForSocket());
        if (deadline.passed()) {
          throw new IOException("no whole answer in time");
        }
        selector.selectedKeys().clear();
        if (channel.read(answer) < 0) {
          break;
        }
      }
      return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }
  }
}
