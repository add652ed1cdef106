package org.haproxydoctor.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ServerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The journal as scripts in the place of journalctl tell it.
class JournalTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);

  @TempDir Path directory;

  @Test
  void newest_lines_come_first_and_are_put_in_order() throws Exception {
    LogWitness witness =
        read(
            """
            echo '2026-11-20T05:30:09.000000+0000 lb1 haproxy[7]: Server b/s is UP.'
            echo '2026-11-20T05:30:08.000000+0000 lb1 haproxy[7]: [WARNING]  (7) : Server b/s is DOWN.'
            echo '2026-11-20T05:30:08.000000+0000 lb1 haproxy[7]: Server b/s is DOWN.'
            """);

    assertThat(witness.source()).isEqualTo("journal");
    assertThat(witness.events())
        .extracting(ServerEvent::kind)
        .containsExactly(ServerEvent.Kind.DOWN, ServerEvent.Kind.UP);
    assertThat(witness.complete()).isTrue();
  }

  @Test
  void asks_for_the_window_only_and_without_a_pager() throws Exception {
    read("printf '%s\\n' \"$@\" >" + directory.resolve("asked"));

    assertThat(Files.readAllLines(directory.resolve("asked")))
        .contains("--no-pager", "--since=@" + HOUR_AGO.getEpochSecond());
  }

  @Test
  void a_quiet_journal_has_no_events() throws Exception {
    assertThat(read("echo '-- No entries --'").events()).isEmpty();
  }

  @Test
  void missing_rights_are_said() {
    assertThatThrownBy(() ->
            read(
                """
                echo 'Hint: You are currently not seeing messages from other users and the system.' >&2
                echo 'No journal files were opened due to insufficient permissions.' >&2
                exit 1
                """))
        .isInstanceOf(LogUnreadableException.class)
        .hasMessageContaining("journal: not allowed to read it");
  }

  @Test
  void a_host_without_journal_is_said() {
    assertThatThrownBy(() -> read("echo 'No journal files were found.'; echo '-- No entries --'"))
        .hasMessage("journal: there is none on this host");
  }

  @Test
  void a_failing_program_is_quoted() {
    assertThatThrownBy(() -> read("echo 'Failed to add match: Invalid argument'; exit 1"))
        .hasMessage("journal: Failed to add match: Invalid argument");
  }

  @Test
  void an_absent_program_is_said() {
    Journal journal = new Journal(directory.resolve("none").toString(), directory);

    assertThatThrownBy(() -> reader(journal).read(query(), soon()))
        .hasMessageStartingWith("journal: ")
        .hasMessageEndingWith("is not installed");
  }

  @Test
  @Timeout(20)
  void a_hanging_program_is_ended_in_time_and_what_it_said_counts() throws Exception {
    Journal journal =
        journal(
            """
            echo '2026-11-20T05:30:09.000000+0000 lb1 haproxy[7]: Server b/s is UP.'
            exec tail -f /dev/null
            """);

    LogWitness witness = reader(journal).read(query(), Deadline.in(Duration.ofMillis(700)));

    assertThat(witness.events()).hasSize(1);
    assertThat(witness.complete()).isFalse();
  }

  @Test
  @Timeout(20)
  void an_endless_journal_is_cut() throws Exception {
    Journal journal =
        journal("exec yes '2026-11-20T05:30:09+0000 lb1 haproxy[7]: Server b/s is UP.'");

    LogWitness witness =
        reader(journal)
            .read(
                new LogQuery(Optional.of("journal"), Set.of(), HOUR_AGO, HOUR_AGO, 200_000),
                Deadline.in(Duration.ofSeconds(15)));

    assertThat(witness.bytesRead()).isEqualTo(200_000);
    assertThat(witness.complete()).isFalse();
  }

  private LogWitness read(String script) throws Exception {
    return reader(journal(script)).read(query(), soon());
  }

  private static LogQuery query() {
    return LogQuery.since(HOUR_AGO, Set.of(), Optional.of("journal"));
  }

  private static LogReader reader(Journal journal) {
    return new LogReader(List.of(), journal, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10));
  }

  private Journal journal(String script) throws Exception {
    Path program = directory.resolve("journalctl");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Journal(program.toString(), directory);
  }
}
