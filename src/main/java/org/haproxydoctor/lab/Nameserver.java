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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.haproxydoctor.model.Deadline;

/// A nameserver on loopback that knows a drill's names and nothing else (RFC 1035, section 4). What
/// it says can be changed while it runs.
final class Nameserver implements Closeable {
  static final String NO_SUCH_NAME = "NXDOMAIN";

  private static final int LARGEST = 4096;
  private static final int HEADER = 12;
  private static final short TYPE_A = 1;
  private static final int ANSWERS_RECURSIVELY = 0x8580;
  private static final int NXDOMAIN = 3;
  private static final int SECONDS_VALID = 1;

  /// One may be thought to be still on its way.
  private static final int IGNORED_QUESTIONS = 4;

  private final DatagramSocket socket;
  private volatile Map<String, String> names;
  private volatile boolean silent;
  private final CountDownLatch ignored = new CountDownLatch(IGNORED_QUESTIONS);

  private Nameserver(DatagramSocket socket, Map<String, String> names) {
    this.socket = socket;
    this.names = names;
  }

  /// @param names in lower case to IPv4 addresses, parted by blanks, or [#NO_SUCH_NAME]; other
  ///   names do not exist
  static Nameserver open(Map<String, String> names) throws IOException {
    Nameserver server =
        new Nameserver(
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
            Map.copyOf(names));
    Thread.ofVirtual().name("nameserver").start(server::answerAll);
    return server;
  }

  /// @param changed names that lead elsewhere from now on; the others stay
  void change(Map<String, String> changed) {
    Map<String, String> all = new HashMap<>(names);
    all.putAll(changed);
    names = Map.copyOf(all);
  }

  /// Answers nothing from now on, and waits until HAProxy has had time to notice.
  ///
  /// @throws IOException when HAProxy asks nothing before the deadline
  void fallSilent(Deadline deadline) throws IOException, InterruptedException {
    silent = true;
    if (!ignored.await(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("HAProxy asks its nameserver nothing");
    }
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
        if (silent) {
          ignored.countDown();
        } else if (answer.length > 0) {
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
    String known = names.getOrDefault(name, NO_SUCH_NAME);
    boolean exists = !known.equals(NO_SUCH_NAME);
    List<String> addresses =
        exists && type == TYPE_A ? List.of(known.strip().split("\\s+", -1)) : List.of();
    ByteBuffer answer = ByteBuffer.allocate(end + 16 * addresses.size());
    answer.putShort(id).putShort((short) (ANSWERS_RECURSIVELY | (exists ? 0 : NXDOMAIN)));
    answer.putShort((short) 1).putShort((short) addresses.size()).putInt(0);
    answer.put(packet, HEADER, end - HEADER);
    for (String address : addresses) {
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
