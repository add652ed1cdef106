package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameserverTest {
  private static final Map<String, String> NAMES =
      Map.of("m1.drill.test", "127.0.0.7", "m2.drill.test", "NXDOMAIN");
  private static final int A = 1;
  private static final int AAAA = 28;

  @Test
  void a_known_name_has_its_address() {
    byte[] answer = Nameserver.answer(question("M1.drill.test", A), NAMES);
    assertThat(rcode(answer)).isZero();
    assertThat(answers(answer)).isEqualTo(1);
    assertThat(Arrays.copyOfRange(answer, answer.length - 4, answer.length))
        .containsExactly(127, 0, 0, 7);
  }

  @Test
  void a_known_name_has_no_address_of_the_other_family() {
    byte[] answer = Nameserver.answer(question("m1.drill.test", AAAA), NAMES);
    assertThat(rcode(answer)).isZero();
    assertThat(answers(answer)).isZero();
  }

  @Test
  void a_name_may_have_several_addresses() {
    byte[] answer =
        Nameserver.answer(
            question("many.drill.test", A), Map.of("many.drill.test", "127.0.0.1 127.0.0.2"));
    assertThat(answers(answer)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m2.drill.test", "unheard-of.test"})
  void other_names_do_not_exist(String name) {
    byte[] answer = Nameserver.answer(question(name, A), NAMES);
    assertThat(rcode(answer)).isEqualTo(3);
    assertThat(answers(answer)).isZero();
  }

  @Test
  void what_is_no_question_is_not_answered() {
    byte[] cut = Arrays.copyOf(question("m1.drill.test", A), 20);
    assertThat(Nameserver.answer(cut, NAMES)).isEmpty();
    assertThat(Nameserver.answer(new byte[3], NAMES)).isEmpty();
    byte[] pointer = question("m1.drill.test", A);
    pointer[12] = (byte) 0xc0;
    assertThat(Nameserver.answer(pointer, NAMES)).isEmpty();
  }

  @Test
  void it_answers_over_the_network_and_survives_nonsense() throws Exception {
    try (Nameserver server = Nameserver.open(NAMES);
        DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout(5000);
      client.connect(InetAddress.ofLiteral("127.0.0.1"), server.port());
      client.send(new DatagramPacket(new byte[] {1, 2, 3}, 3));
      byte[] question = question("m1.drill.test", A);
      client.send(new DatagramPacket(question, question.length));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      client.receive(answer);
      assertThat(answers(answer.getData())).isEqualTo(1);
    }
  }

  private static int rcode(byte[] answer) {
    return answer[3] & 0xf;
  }

  private static int answers(byte[] answer) {
    return ByteBuffer.wrap(answer).getShort(6);
  }

  private static byte[] question(String name, int type) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.")) {
      packet.write(label.length());
      packet.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    packet.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return packet.toByteArray();
  }
}
