package org.haproxydoctor.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostileAnswerTest {
  /// How much of an answer is wanted.
  private enum Wanted {
    HEAD,
    BODY
  }

  @Test
  void a_status_line_of_a_megabyte_is_given_up() throws IOException {
    ProbeResult result =
        ask(Wanted.HEAD, out -> out.write(bytes("HTTP/1.1 200 " + "x".repeat(1 << 20))));
    assertThat(result.word()).isEqualTo(Word.ERROR);
    assertThat(result.detail()).contains("64 KiB");
    assertThat(result.received()).hasSize(512);
  }

  @Test
  void empty_lines_before_the_status_line_are_passed_over() throws IOException {
    ProbeResult result =
        ask(Wanted.HEAD, out -> out.write(bytes("\r\n\n\r\nHTTP/1.1 204 No Content\r\n\r\n")));
    assertThat(result.http().orElseThrow().status()).isEqualTo(204);
    assertThat(ask(Wanted.HEAD, out -> out.write(bytes("\r\rHTTP/1.1 204 N\r\n\r\n"))).word())
        .isEqualTo(Word.NOT_HTTP);
    assertThat(ask(Wanted.HEAD, out -> out.write(bytes("\r"))).word()).isEqualTo(Word.CLOSED);
  }

  @Test
  void headers_without_end_are_given_up() throws IOException {
    ProbeResult result =
        ask(
            Wanted.HEAD,
            out -> {
              out.write(bytes("HTTP/1.1 200 OK\r\n"));
              while (true) {
                out.write(bytes("x-more: " + "y".repeat(500) + "\r\n"));
              }
            });
    assertThat(result.word()).isEqualTo(Word.ERROR);
  }

  @Test
  void a_body_without_end_is_cut() throws IOException {
    ProbeResult result =
        ask(
            Wanted.BODY,
            out -> {
              out.write(bytes("HTTP/1.1 200 OK\r\n\r\n"));
              while (true) {
                out.write(bytes("z".repeat(1_000)));
              }
            });
    assertThat(result.word()).isEqualTo(Word.OK);
    assertThat(result.http().orElseThrow().body()).hasSize(64 * 1024);
  }

  @Test
  void a_dripped_head_ends_in_time() throws IOException {
    long before = System.nanoTime();
    ProbeResult result =
        ask(
            Wanted.HEAD,
            (in, out) -> {
              out.write(bytes("HTTP/1.1 200 OK\r\n"));
              while (true) {
                out.write('x');
                in.hearFor(Duration.ofMillis(20));
              }
            });
    assertThat(result.word()).isEqualTo(Word.TIMEOUT);
    assertThat(result.stage()).isEqualTo(Stage.BODY);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_head_that_is_enough_does_not_wait_for_its_body() throws IOException {
    ProbeResult result =
        ask(
            Wanted.HEAD,
            (in, out) -> {
              out.write(bytes("HTTP/1.1 503 Busy\r\ncontent-length: 100\r\n\r\nstart"));
              in.readAllBytes();
            });
    assertThat(result.word()).isEqualTo(Word.OK);
    assertThat(result.http().orElseThrow().status()).isEqualTo(503);
    assertThat(result.http().orElseThrow().body()).isEqualTo("start");
    assertThat(result.timings().total()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void chunks_are_put_together() throws IOException {
    ProbeResult result =
        ask(
            Wanted.BODY,
            out ->
                out.write(
                    bytes(
                        String.join(
                            "\r\n",
                            "HTTP/1.1 200 OK",
                            "Transfer-Encoding: chunked",
                            "",
                            "3;ext=1",
                            "abc",
                            "A",
                            "0123456789",
                            "0",
                            "",
                            ""))));
    assertThat(result.http().orElseThrow().body()).isEqualTo("abc0123456789");
  }

  @Test
  void interim_answers_are_passed_over() throws IOException {
    ProbeResult result =
        ask(
            Wanted.HEAD,
            out ->
                out.write(
                    bytes(
                        String.join(
                            "\r\n",
                            "HTTP/1.1 100 Continue",
                            "",
                            "HTTP/1.1 103 Early Hints",
                            "Link: x",
                            "",
                            "HTTP/1.1 404 Not Found",
                            "",
                            ""))));
    assertThat(result.http().orElseThrow().status()).isEqualTo(404);
    ProbeResult endless =
        ask(Wanted.HEAD, out -> out.write(bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(5_000))));
    assertThat(endless.word()).isEqualTo(Word.ERROR);
  }

  @Test
  void control_characters_stay_data_and_are_escaped() throws IOException {
    ProbeResult result = ask(Wanted.HEAD, out -> out.write(bytes("\u001b[2Jhello\u0000\\")));
    assertThat(result.word()).isEqualTo(Word.NOT_HTTP);
    assertThat(result.received()).isEqualTo("\\x1B[2Jhello\\x00\\x5C");
  }

  @Test
  void an_answer_that_stops_early_is_said_to_be_closed() throws IOException {
    ProbeResult result =
        ask(Wanted.HEAD, out -> out.write(bytes("HTTP/1.1 200 OK\r\nServer: x\r\n")));
    assertThat(result.word()).isEqualTo(Word.CLOSED);
    assertThat(result.detail()).isEqualTo("closed inside the head of the answer");
    assertThat(ask(Wanted.HEAD, out -> out.write(bytes("HTTP/9x what\r\n\r\n"))).word())
        .isEqualTo(Word.NOT_HTTP);
  }

  private interface Answer {
    void give(OutputStream out) throws IOException, InterruptedException;
  }

  private static ProbeResult ask(Wanted wanted, Answer answer) throws IOException {
    return ask(wanted, (_, out) -> answer.give(out));
  }

  private static ProbeResult ask(Wanted wanted, RawServer.Manners manners) throws IOException {
    try (RawServer server =
        RawServer.start((in, out) -> {
          in.read(new byte[4096]);
          manners.treat(in, out);
        })) {
      return new Prober(
              ProbePlan.http(server.endpoint(), Samples.get("/")),
              Waits.of(Duration.ofMillis(1_200)),
              Samples.soon(),
              _ -> wanted == Wanted.HEAD)
          .run();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
