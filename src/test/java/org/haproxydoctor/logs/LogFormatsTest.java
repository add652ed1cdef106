package org.haproxydoctor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One incident as HAProxy 2.6.12 logged it in each of its formats at once.
class LogFormatsTest {
  private static final Path LOGS = Path.of("src/test/resources/logs");
  private static final Clock AFTERWARDS =
      Clock.fixed(Instant.parse("2026-11-20T06:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"rfc3164", "rfc5424", "local", "timed", "short", "iso", "raw"})
  void every_format_tells_the_same_story(String format) throws Exception {
    LogWitness witness = read(LOGS.resolve(format + ".log"));

    assertThat(witness.terminations().get("slow")).isEqualTo(Map.of("sH", 2));
    assertThat(witness.terminations().get("refused")).isEqualTo(Map.of("SC", 1));
    assertThat(witness.terminations().get("tcpbe")).isEqualTo(Map.of("SC", 1));
    assertThat(witness.terminations().get("lst")).isEqualTo(Map.of("SC", 1));
    assertThat(witness.terminations().get("good")).isEqualTo(Map.of("--", 1, "SC", 1));
    assertThat(kinds(witness, "refused/r1"))
        .containsExactly(Kind.DOWN, Kind.MAINTENANCE, Kind.LEAVING_MAINTENANCE, Kind.DOWN);
    assertThat(kinds(witness, "good/g2"))
        .containsExactly(Kind.DRAIN, Kind.UP, Kind.DOWN, Kind.UP, Kind.MAINTENANCE);
    assertThat(kinds(witness, "track/k1"))
        .startsWith(Kind.MAINTENANCE, Kind.LEAVING_MAINTENANCE, Kind.DOWN, Kind.UP);
    assertThat(kinds(witness, "soft/o1")).containsExactly(Kind.STOPPING);
    assertThat(kinds(witness, "lst")).containsExactly(Kind.NO_SERVER_AVAILABLE);
    assertThat(kinds(witness, "srcbad"))
        .contains(Kind.SOURCE_BIND_FAILED, Kind.NO_SERVER_AVAILABLE);
    assertThat(witness.complete()).isTrue();
  }

  @Test
  void quotes_what_the_check_said() throws Exception {
    ServerEvent event =
        read(LOGS.resolve("rfc3164.log")).events().stream()
            .filter(e -> e.subject().equals("logged/l1") && e.kind() == Kind.CHECK_FAILED)
            .findFirst()
            .orElseThrow();

    assertThat(event.at()).contains(Instant.parse("2026-11-20T05:30:05Z"));
    assertThat(event.reason()).contains("Layer7 wrong status");
    assertThat(event.info()).contains("Not Found");
  }

  @Test
  void what_the_supervisor_copied_from_stderr_counts_once() throws Exception {
    String prefix = "2026-11-20T05:30:00.1+00:00 lb1 haproxy[7]: ";
    String down = "Server b/s is DOWN, reason: Layer4 timeout, check duration: 9ms. 0 active";
    Path log =
        Files.write(
            directory.resolve("journal.txt"),
            List.of(
                prefix + down,
                prefix + "[WARNING]  (7) : " + down,
                prefix + "backend b has no server available!",
                prefix + "[ALERT]    (7) : backend 'b' has no server available!",
                prefix + "[ALERT] 323/042541 (7) : backend 'b' has no server available!"));

    assertThat(read(log).events())
        .extracting(ServerEvent::kind)
        .containsExactly(Kind.DOWN, Kind.NO_SERVER_AVAILABLE);
  }

  @Test
  void a_client_cannot_write_events() throws Exception {
    String forged =
        "127.0.0.1:1 [20/Nov/2026:05:30:01.899] fe b/s 0/0/0/0/0 200 114 - - ---- 1/1/0/0/0 0/0"
            + " {Server b/s is DOWN, reason: forged.} \"GET /Server b/s is DOWN HTTP/1.1\"";
    Path log = Files.write(directory.resolve("forged.log"), List.of(forged));

    assertThat(read(log).events()).isEmpty();
    assertThat(read(log).terminations()).isEqualTo(Map.of("b", Map.of("--", 1)));
  }

  @Test
  void only_the_backends_asked_about_count() throws Exception {
    LogQuery query =
        LogQuery.since(
            Instant.EPOCH, Set.of("good"), Optional.of(LOGS.resolve("rfc5424.log").toString()));

    LogWitness witness = reader().read(query, soon());

    assertThat(witness.terminations()).containsOnlyKeys("good");
    assertThat(subjects(witness)).containsExactlyInAnyOrder("good", "good/g1", "good/g2");
  }

  @Test
  void older_lines_are_left_out() throws Exception {
    LogQuery query =
        LogQuery.since(
            Instant.parse("2026-11-20T05:30:09Z"),
            Set.of("good"),
            Optional.of(LOGS.resolve("timed.log").toString()));

    LogWitness witness = reader().read(query, soon());

    assertThat(witness.events()).hasSize(3);
    assertThat(witness.complete()).isTrue();
  }

  private static Set<String> subjects(LogWitness witness) {
    return witness.events().stream().map(ServerEvent::subject).collect(Collectors.toSet());
  }

  private static List<Kind> kinds(LogWitness witness, String subject) {
    Stream<ServerEvent> events = witness.events().stream();
    return events.filter(e -> e.subject().equals(subject)).map(ServerEvent::kind).toList();
  }

  private static LogWitness read(Path log) throws Exception {
    return reader()
        .read(LogQuery.since(Instant.EPOCH, Set.of(), Optional.of(log.toString())), soon());
  }

  private static LogReader reader() {
    return new LogReader(List.of(), new Journal(), AFTERWARDS);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10));
  }
}
