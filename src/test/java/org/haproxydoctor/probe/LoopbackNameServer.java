package org.haproxydoctor.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.haproxydoctor.model.Endpoint;

/// A nameserver on a loopback port that answers each datagram as it is told.
final class LoopbackNameServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final AtomicInteger questions = new AtomicInteger();

  /// @param answers question in, answer out; empty to stay silent
  LoopbackNameServer(Function<byte[], Optional<byte[]>> answers) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(answers));
  }

  private void serve(Function<byte[], Optional<byte[]>> answers) {
    byte[] buffer = new byte[4096];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        questions.incrementAndGet();
        Optional<byte[]> answer = answers.apply(Arrays.copyOf(buffer, packet.getLength()));
        if (answer.isPresent()) {
          byte[] wire = answer.get();
          socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // Closed: nobody asks any more.
      socket.close();
    }
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", socket.getLocalPort());
  }

  int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
