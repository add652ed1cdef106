package org.haproxydoctor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <129>Nov 20 05:29:59 localhost haproxy[1]: x | 2026-11-20T04:29:59Z
          Nov 20 05:29:59 lb1 haproxy[1]: x | 2026-11-20T04:29:59Z
          Nov  3 05:29:59 haproxy[1]: x | 2026-11-03T04:29:59Z
          <128>1 2026-11-20T05:30:09.909104+00:00 - haproxy 1 - - x | 2026-11-20T05:30:09.909104Z
          <0>2026-11-20T05:30:09.5+01:00 x | 2026-11-20T04:30:09.5Z
          2026-11-20T05:30:09Z lb1 haproxy[1]: x | 2026-11-20T05:30:09Z
          2026-11-20T05:30:09.123456-0330 lb1 haproxy[1]: x | 2026-11-20T09:00:09.123456Z
          2026-11-20 05:30:09,250 x | 2026-11-20T04:30:09.250Z
          2026-11-20T05:30:60Z x | 2026-11-20T05:30:59Z
          127.0.0.1:55034 [20/Nov/2026:05:30:01.899] fe good/g1 0/0 | 2026-11-20T04:30:01Z
          10.1.2.3 - - [20/Nov/2026:05:30:01 +0000] "GET / HTTP/1.1" | 2026-11-20T05:30:01Z
          """)
  void reads_every_form_of_time(String line, Instant expected) {
    assertThat(times("2026-11-20T12:00:00Z").of(Line.of(line))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Dec 31 23:59:58 h x, 2027-01-01T00:10:00Z, 2026-12-31T22:59:58Z",
    "Jan  1 01:00:01 h x, 2026-12-31T23:59:59Z, 2027-01-01T00:00:01Z",
    "Jun 15 12:00:00 h x, 2027-03-01T00:00:00Z, 2026-06-15T10:00:00Z",
    "Feb 29 12:00:00 h x, 2027-03-01T00:00:00Z, 2024-02-29T11:00:00Z"
  })
  void gives_a_time_without_year_the_latest_year_that_fits(
      String line, Instant now, Instant expected) {
    assertThat(new LineTime(BERLIN, now).of(Line.of(line))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "<129>",
        "<129>1 ",
        "Server b/s is DOWN.",
        "Nov 99 05:29:59 h x",
        "Nov 20 25:61:61 h x",
        "Nov",
        "2026-13-45T05:30:09Z x",
        "2026-11",
        "2026-11-20T05:30:09+99:99 x",
        "127.0.0.1:1 [99/Foo/2026:05:30:01.899] fe",
        "127.0.0.1:1 [20/"
      })
  void a_line_without_readable_time_has_none(String line) {
    assertThat(times("2026-11-20T12:00:00Z").of(Line.of(line))).isEmpty();
  }

  private static LineTime times(String now) {
    return new LineTime(BERLIN, Instant.parse(now));
  }
}
