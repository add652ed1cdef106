package org.haproxydoctor.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.junit.jupiter.api.Test;

class AnswerHeadTest {
  @Property
  void any_bytes_are_read_without_an_exception(@ForAll byte[] bytes) {
    byte[] whole = concat("HTTP/1.1 ".getBytes(ISO_8859_1), bytes);
    int end = AnswerHead.end(whole, whole.length, 0);
    if (end > 0) {
      Optional<AnswerHead> head = AnswerHead.parse(whole, end);
      head.ifPresent(h -> assertThat(h.answer().status()).isBetween(100, 999));
      head.ifPresent(
          h -> assertThat(BodyFraming.of("GET", h.answer()).read(bytes).text()).isNotNull());
    }
    assertThat(end).isLessThanOrEqualTo(whole.length);
  }

  @Property
  void chunks_of_any_bytes_never_give_more_than_came(@ForAll byte[] raw) {
    assertThat(new BodyFraming.Chunked().read(raw).text().length()).isLessThanOrEqualTo(raw.length);
  }

  @Property
  void a_body_cut_into_chunks_comes_back_whole(
      @ForAll @Size(max = 8) List<@AlphaChars @StringLength(min = 1, max = 300) String> parts) {
    StringBuilder raw = new StringBuilder();
    for (String part : parts) {
      raw.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    String body = String.join("", parts);
    BodyFraming chunked = new BodyFraming.Chunked();
    assertThat(chunked.read(raw.toString().getBytes(ISO_8859_1)))
        .isEqualTo(new BodyFraming.Body(body, false, false));
    assertThat(chunked.read((raw + "0\r\n\r\n").getBytes(ISO_8859_1)))
        .isEqualTo(new BodyFraming.Body(body, true, false));
  }

  @Property
  void the_end_is_found_wherever_the_pieces_were_cut(@ForAll @IntRange(min = 1, max = 40) int cut) {
    byte[] head = "HTTP/1.1 200 OK\r\nserver: x\r\n\r\nbody\n\n".getBytes(ISO_8859_1);
    int end = AnswerHead.end(head, head.length, 0);
    int size = Math.min(cut, head.length);
    int first = AnswerHead.end(head, size, 0);
    assertThat(first >= 0 ? first : AnswerHead.end(head, head.length, Math.max(0, size - 3)))
        .isEqualTo(end);
  }

  @Test
  void careless_answers_are_understood() {
    assertThat(parse("HTTP/1.1 404\n\n").status()).isEqualTo(404);
    assertThat(parse("HTTP/1.1 404\n\n").reason()).isEmpty();
    HttpAnswer answer =
        parse("HTTP/1.0  200   All is well\nServer:x\r\n folded\nno header\n: y\nA : b \n\n");
    assertThat(answer.reason()).isEqualTo("All is well");
    assertThat(answer.version()).isEqualTo("HTTP/1.0");
    assertThat(answer.headers()).containsExactly(new Header("Server", "x"), new Header("A", "b"));
    assertThat(parse("HTTP/2 200 \r\n\r\n").status()).isEqualTo(200);
  }

  @Test
  void what_is_no_status_line_is_not_taken_for_one() {
    for (String line :
        List.of("HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/x 200 OK", "HTTP/1.1 099")) {
      byte[] bytes = (line + "\r\n\r\n").getBytes(ISO_8859_1);
      assertThat(AnswerHead.parse(bytes, bytes.length)).as(line).isEmpty();
    }
  }

  private static HttpAnswer parse(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return AnswerHead.parse(bytes, AnswerHead.end(bytes, bytes.length, 0)).orElseThrow().answer();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] all = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @Test
  void what_haproxy_refuses_is_read_and_told() {
    assertThat(flaw("HTTP/2 200 OK\r\n\r\n")).contains("its version is HTTP/2");
    assertThat(flaw("HTTP/1.1 200 OK\r\nbad name: x\r\n\r\n"))
        .contains("a header has the name 'bad name'");
    assertThat(flaw("HTTP/1.1 200 OK\r\nX : y\r\n\r\n")).contains("a header has the name 'X '");
    assertThat(flaw("HTTP/1.1 200 OK\r\nnothing\r\n\r\n")).contains("a header line has no colon");
    assertThat(flaw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n"))
        .contains("it has more than one content-length");
    assertThat(flaw("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"))
        .contains("its content-length is 'x'");
  }

  @Test
  void what_haproxy_takes_has_no_flaw() {
    assertThat(flaw("HTTP/1.0 200\n\n")).isEmpty();
    assertThat(flaw("HTTP/1.1 200 OK\r\nX: a\r\n b: c\r\nContent-Length: 2\r\n\r\n")).isEmpty();
    assertThat(flaw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n")).isEmpty();
  }

  private static Optional<String> flaw(String head) {
    byte[] bytes = head.getBytes(ISO_8859_1);
    return AnswerHead.parse(bytes, bytes.length).orElseThrow().answer().flaw();
  }
}
