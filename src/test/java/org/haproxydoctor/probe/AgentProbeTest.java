package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.model.check.AgentSpec;
import org.junit.jupiter.api.Test;

class AgentProbeTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void one_line_is_read_from_an_agent_that_stays_connected() throws Exception {
    try (RawServer agent = saying("maint, 50% #backup\nup\n")) {
      AgentReply reply = ask(agent.endpoint(), "");
      assertThat(reply.line()).contains("maint, 50% #backup");
      assertThat(reply.saysMaint()).isTrue();
      assertThat(reply.saysUp()).isFalse();
      assertThat(reply.percent()).hasValue(50);
    }
  }

  @Test
  void it_is_sent_what_the_configuration_says() throws Exception {
    AtomicReference<String> heard = new AtomicReference<>("");
    try (RawServer agent =
        RawServer.start((in, out) -> {
          byte[] asked = in.readNBytes(5);
          heard.set(new String(asked, StandardCharsets.US_ASCII));
          write(out, "up\n");
        })) {
      assertThat(ask(agent.endpoint(), "web1\n").saysUp()).isTrue();
      assertThat(heard.get()).isEqualTo("web1\n");
    }
  }

  @Test
  void words_behind_the_remark_are_for_people() {
    AgentReply reply = AgentReply.said(new Endpoint("10.0.0.1", 9000), "UP # was down, 0%");
    assertThat(reply.saysUp()).isTrue();
    assertThat(reply.saysDown()).isFalse();
    assertThat(reply.percent()).isEmpty();
  }

  @Test
  void a_line_without_end_is_no_answer() throws Exception {
    try (RawServer agent = saying("down")) {
      AgentReply reply = ask(agent.endpoint(), "");
      assertThat(reply.line()).contains("down");
      assertThat(reply.counts()).isFalse();
      assertThat(reply.saysDown()).isFalse();
    }
  }

  @Test
  void an_endless_line_ends() throws Exception {
    try (RawServer agent =
        RawServer.start((_, out) -> {
          for (int i = 0; i < 1000; i++) {
            write(out, "x".repeat(1000));
          }
        })) {
      AgentReply reply = ask(agent.endpoint(), "");
      assertThat(reply.counts()).isFalse();
      assertThat(reply.line().orElseThrow()).hasSize(512);
    }
  }

  @Test
  void silence_ends_in_time() throws Exception {
    try (RawServer agent = RawServer.start((in, _) -> in.readAllBytes())) {
      AgentReply reply =
          AgentProbe.ask(spec(agent.endpoint(), ""), Duration.ofMillis(200), Deadline.in(LONG));
      assertThat(reply.trouble()).hasValueSatisfying(t -> assertThat(t).contains("no line within"));
    }
  }

  @Test
  void nobody_there_is_said() throws Exception {
    int free;
    try (Socket reserved = new Socket()) {
      reserved.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      free = reserved.getLocalPort();
      assertThat(ask(new Endpoint("127.0.0.1", free), "").trouble()).contains("refused");
    }
  }

  private static RawServer saying(String text) throws IOException {
    return RawServer.start((_, out) -> write(out, text));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static AgentReply ask(Endpoint endpoint, String send) {
    return AgentProbe.ask(spec(endpoint, send), LONG, Deadline.in(LONG));
  }

  private static AgentSpec spec(Endpoint endpoint, String send) {
    return new AgentSpec(endpoint, false, send, new ConfigLine("haproxy.cfg", 1, "agent-check"));
  }
}
