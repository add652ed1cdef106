package org.haproxydoctor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.2.3.4:5 [20/Nov/2026:05:30:01.899] fe b/s 0/0/0/0/0 200 114 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1" | s | -- | 200 | 0
          1.2.3.4:5 [20/Nov/2026:05:30:01.900] fe b/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1" | <NOSRV> | SC | 503 | -1
          1.2.3.4:5 [20/Nov/2026:05:30:01.901] fe~ b/s 0/0/0/-1/1001 504 198 - - sHVN 1/1/0/0/0 0/0 {a} {c} "GET / HTTP/1.1" | s | sH | 504 | -1
          1.2.3.4:5 [20/Nov/2026:05:30:01.903] fe b/s 1/2/+300 512 cD 3/1/0/0/+2 0/0 | s | cD | 0 | -1
          unix:1 [20/Nov/2026:05:30:01.903] fe b/s -1/-1/0 0 SC 3/1/0/0/0 0/0 | s | SC | 0 | -1
          [2001:db8::1]:5 [20/Nov/2026:05:30:01.903] fe b/s 0/0/0/0/+9 200 +87 SID=a b; c - CD-- 3/1/0/0/0 0/0 "GET / HTTP/1.1" | s | CD | 200 | 0
          1.2.3.4:5 [20/Nov/2026:05:30:01.899] fe~ b/s 0/0/0/0/0 200 114 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1" 0/0000000000000000/0/0/0 x.test/TLSv1.3/TLS_AES | s | -- | 200 | 0
          """)
  void tells_how_a_session_ended(String line, String server, String state, int status, int answer) {
    assertThat(parse(line, Set.of("b")))
        .contains(new TrafficLine("b", server, state, status, answer));
  }

  @Test
  void passes_over_proxies_that_nobody_asked_about() {
    String line =
        "1.2.3.4:5 [20/Nov/2026:05:30:01.900] fe b/s 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0";

    assertThat(parse(line, Set.of("other"))).isEmpty();
    assertThat(parse(line, Set.of())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4:5 [20/Nov/2026:05:30:01.899] fe/1: SSL handshake failure",
        "1.2.3.4:5 [20/Nov/2026:05:30:01.899] fe b/s custom",
        "1.2.3.4:5 [20/Nov/2026:05:30:01.899] fe b/s 0/0/0/0/0 200 114 - - XYZQ 1/1/0/0/0 0/0",
        "1.2.3.4:5 [20/Nov/2026:05:30:01.899] fe b/s 0/0/0/0/0 200 114 - -",
        "1.2.3.4:5 [20/Nov/2026:05:30:01.899]",
        "1.2.3.4:5 [20/Nov/2026:05:30:01.899] fe /s 0/0/0 1 SC 1/1/1/1/1 0/0"
      })
  void other_lines_are_passed_over(String line) {
    assertThat(parse(line, Set.of())).isEmpty();
  }

  private static Optional<TrafficLine> parse(String text, Set<String> backends) {
    return TrafficLine.parse(
        Line.of(text),
        text.indexOf(" [") + 1,
        LogQuery.since(Instant.EPOCH, backends, Optional.empty()));
  }
}
