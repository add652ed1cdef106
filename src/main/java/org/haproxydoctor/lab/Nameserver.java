package org.haproxydoctor.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// A nameserver on loopback that knows a drill's names and nothing else (RFC 1035, section 4).
final class Nameserver implements Closeable {
  static final String NO_SUCH_NAME = "NXDOMAIN";

  private static final int LARGEST = 4096;
  private static final int HEADER = 12;
  private static final short TYPE_A = 1;
  private static final int ANSWERS_RECURSIVELY = 0x8580;
  private static final int NXDOMAIN = 3;
  private static final int SECONDS_VALID = 1;

  private final DatagramSocket socket;
  private final Map<String, String> names;

  private Nameserver(DatagramSocket socket, Map<String, String> names) {
    this.socket = socket;
    this.names = names;
  }

  /// @param names in lower case to an IPv4 address or [#NO_SUCH_NAME]; other names do not exist
  static Nameserver open(Map<String, String> names) throws IOException {
    Nameserver server =
        new Nameserver(
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
            Map.copyOf(names));
    Thread.ofVirtual().name("nameserver").start(server::answerAll);
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void answerAll() {
    byte[] buffer = new byte[LARGEST];
    while (!socket.isClosed()) {
      try {
        DatagramPacket question = new DatagramPacket(buffer, buffer.length);
        socket.receive(question);
        byte[] answer = answer(Arrays.copyOf(buffer, question.getLength()), names);
        if (answer.length > 0) {
          socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        }
      } catch (IOException _) {
        return;
      }
    }
  }

  /// @return nothing for what is no question
  static byte[] answer(byte[] packet, Map<String, String> names) {
    ByteBuffer question = ByteBuffer.wrap(packet);
    if (question.remaining() < HEADER + 5) {
      return new byte[0];
    }
    short id = question.getShort(0);
    question.position(HEADER);
    String name = name(question);
    if (name.isEmpty() || question.remaining() < 4) {
      return new byte[0];
    }
    short type = question.getShort();
    int end = question.position() + 2;
    String address = names.getOrDefault(name, NO_SUCH_NAME);
    boolean exists = !address.equals(NO_SUCH_NAME);
    boolean tells = exists && type == TYPE_A;
    ByteBuffer answer = ByteBuffer.allocate(end + 16);
    answer.putShort(id).putShort((short) (ANSWERS_RECURSIVELY | (exists ? 0 : NXDOMAIN)));
    answer.putShort((short) 1).putShort((short) (tells ? 1 : 0)).putInt(0);
    answer.put(packet, HEADER, end - HEADER);
    if (tells) {
      // A pointer to the name in the question, type, class, time to live, length, address.
      answer.putShort((short) (0xc000 | HEADER)).putShort(TYPE_A).putShort((short) 1);
      answer.putInt(SECONDS_VALID).putShort((short) 4);
      answer.put(InetAddress.ofLiteral(address).getAddress());
    }
    return Arrays.copyOf(answer.array(), answer.position());
  }

  private static String name(ByteBuffer question) {
    StringBuilder name = new StringBuilder();
    while (question.hasRemaining()) {
      int length = question.get();
      if (length == 0) {
        return name.toString().toLowerCase(Locale.ROOT);
      }
      if (length < 0 || length > question.remaining()) {
        return "";
      }
      byte[] label = new byte[length];
      question.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    return "";
  }

  @Override
  public void close() {
    socket.close();
  }
}
