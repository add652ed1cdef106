package org.haproxydoctor.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Ending;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.Trend;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final String DOWN = "lb1 haproxy[7]: Server b/s is DOWN, reason: Layer4 timeout.";
  private static final String TRAFFIC =
      "lb1 haproxy[7]: 192.0.2.1:5 [20/Nov/2026:05:30:01.900] fe b/s 0/0/0/1/1 200 217 - - ----"
          + " 1/1/0/0/0 0/0 \"GET /some/path/of/usual/length?with=query HTTP/1.1\"";

  @TempDir Path directory;
  private Path log;

  @BeforeEach
  void name_the_log() {
    log = directory.resolve("haproxy.log");
  }

  @Test
  void stops_reading_where_the_window_begins() throws Exception {
    write(log, lines("Nov 20 03:00:00 " + TRAFFIC, 60_000) + "Nov 20 05:59:00 " + DOWN + "\n");

    LogWitness witness = read(HOUR_AGO);

    assertThat(witness.events()).extracting(ServerEvent::subject).containsExactly("b/s");
    assertThat(witness.terminations()).isEmpty();
    assertThat(witness.complete()).isTrue();
    assertThat(witness.bytesRead()).isLessThan(Files.size(log) / 4);
  }

  @Test
  void reads_no_more_than_allowed_and_says_so() throws Exception {
    write(log, "Nov 20 05:30:00 " + DOWN + "\n" + lines("Nov 20 05:31:00 " + TRAFFIC, 20_000));

    LogWitness witness =
        reader().read(new LogQuery(here(), Set.of(), HOUR_AGO, HOUR_AGO, 2_000_000), soon());

    assertThat(witness.bytesRead()).isEqualTo(2_000_000);
    assertThat(witness.events()).isEmpty();
    assertThat(witness.complete()).isFalse();
  }

  @Test
  void how_requests_ended_lately_is_counted_by_server_state_and_status() throws Exception {
    String slow = TRAFFIC.replace("0/0/0/1/1 200", "0/0/0/900/901 500");
    String lost =
        TRAFFIC
            .replace("b/s 0/0/0/1/1 200", "b/<NOSRV> 0/300/-1/-1/300 503")
            .replace("----", "sQ--");
    write(
        log,
        lines("Nov 20 05:50:00 " + TRAFFIC, 7)
            + lines("Nov 20 05:59:30 " + TRAFFIC, 3)
            + lines("Nov 20 05:59:40 " + slow, 2)
            + lines("Nov 20 05:59:50 " + lost, 4));

    LogWitness witness =
        reader()
            .read(
                LogQuery.since(HOUR_AGO, Set.of(), here()).recently(NOW.minusSeconds(60)), soon());

    assertThat(witness.endings())
        .containsExactlyInAnyOrder(
            new Ending("b", "s", "--", 2, 3, 3, 3),
            new Ending("b", "s", "--", 5, 2, 2, 1800),
            new Ending("b", Ending.NO_SERVER, "sQ", 5, 4, 0, 0));
    assertThat(witness.terminations().get("b")).containsEntry("--", 12).containsEntry("sQ", 4);
  }

  @Test
  void how_long_answers_took_first_and_last_is_told() throws Exception {
    String slow = TRAFFIC.replace("0/0/0/1/1 200", "0/0/0/900/901 200");
    write(
        log,
        lines("Nov 20 05:50:00 " + TRAFFIC, 30)
            + lines("Nov 20 05:55:00 " + TRAFFIC, 30)
            + lines("Nov 20 05:59:30 " + slow, 12));

    assertThat(read(HOUR_AGO).trends()).containsEntry("b", new Trend(30, 1, 12, 900));
  }

  @Test
  void no_line_is_lost_or_doubled_between_blocks() throws Exception {
    write(log, lines("Nov 20 05:31:00 " + TRAFFIC, 30_000));

    assertThat(read(HOUR_AGO).terminations().get("b")).containsEntry("--", 30_000);
  }

  @Test
  void a_line_longer_than_a_block_does_no_harm() throws Exception {
    String monster = "Nov 20 05:31:00 " + TRAFFIC + "x".repeat(2_500_000);
    write(log, "Nov 20 05:30:00 " + DOWN + "\n" + monster + "\nNov 20 05:32:00 " + TRAFFIC + "\n");

    LogWitness witness = read(HOUR_AGO);

    assertThat(witness.events()).hasSize(1);
    assertThat(witness.terminations().get("b")).containsEntry("--", 2);
  }

  @Test
  void follows_the_window_into_the_rotated_file() throws Exception {
    write(directory.resolve("haproxy.log.1"), "Nov 20 05:30:00 " + DOWN + "\n");
    write(log, "Nov 20 05:59:00 " + TRAFFIC + "\n");

    LogWitness witness = read(HOUR_AGO);

    assertThat(witness.events()).hasSize(1);
    assertThat(witness.terminations()).containsKey("b");
    assertThat(witness.complete()).isTrue();
  }

  @Test
  void an_older_part_that_is_compressed_leaves_the_picture_incomplete() throws Exception {
    Files.write(directory.resolve("haproxy.log.1.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    write(log, "Nov 20 05:59:00 " + DOWN + "\n");

    assertThat(read(HOUR_AGO).complete()).isFalse();
  }

  @Test
  void lines_out_of_order_are_put_in_order() throws Exception {
    write(
        log,
        """
        Nov 20 05:30:02 lb1 haproxy[7]: Server b/s is UP.
        Nov 20 05:30:01 lb1 haproxy[7]: Server b/s is DOWN.
        """);

    assertThat(read(HOUR_AGO).events())
        .extracting(ServerEvent::kind)
        .containsExactly(ServerEvent.Kind.DOWN, ServerEvent.Kind.UP);
  }

  @Test
  void line_ends_of_another_system_and_binary_noise_do_no_harm() throws Exception {
    byte[] noise = new byte[100_000];
    new java.util.Random(7).nextBytes(noise);
    Files.write(log, noise);
    Files.writeString(
        log,
        "\n\0\0Nov\nNov 20 05:30:00 " + DOWN + "\r\n",
        java.nio.file.StandardOpenOption.APPEND);

    assertThat(read(HOUR_AGO).events())
        .extracting(ServerEvent::line)
        .containsExactly("Server b/s is DOWN, reason: Layer4 timeout.");
  }

  @Test
  void a_flood_of_events_is_cut_to_the_newest() throws Exception {
    StringBuilder flood = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      flood.append("2026-11-20T05:30:%02d.%06dZ ".formatted(i / 1000, i)).append(DOWN);
      flood.replace(flood.length() - 1, flood.length(), " " + i + ".\n");
    }
    write(log, flood.toString());

    LogWitness witness = read(HOUR_AGO);

    assertThat(witness.events()).hasSizeLessThanOrEqualTo(5000);
    assertThat(witness.complete()).isFalse();
  }

  @Test
  void nothing_is_read_when_time_is_up() throws Exception {
    write(log, lines("Nov 20 05:31:00 " + TRAFFIC, 30_000));

    assertThatThrownBy(() ->
            reader().read(LogQuery.since(HOUR_AGO, Set.of(), here()), Deadline.in(Duration.ZERO)))
        .hasMessageContaining("time was up");
  }

  @Test
  void the_usual_places_are_tried_in_order() throws Exception {
    Path second = directory.resolve("second.log");
    write(second, "Nov 20 05:30:00 " + DOWN + "\n");
    write(log, "");

    LogWitness witness =
        new LogReader(List.of(log, second), noJournal(), clock())
            .read(LogQuery.since(HOUR_AGO, Set.of(), Optional.empty()), soon());

    assertThat(witness.source()).isEqualTo(second.toString());
  }

  @Test
  void says_every_place_that_was_tried() {
    LogReader reader = new LogReader(List.of(log), noJournal(), clock());

    assertThatThrownBy(
            () -> reader.read(LogQuery.since(HOUR_AGO, Set.of(), Optional.empty()), soon()))
        .isInstanceOf(LogUnreadableException.class)
        .hasMessage(
            "no log could be read (%s: no such file; journal: systemd does not run here);"
                + " name one with --log",
            log);
  }

  @Test
  void an_absent_log_is_named() {
    refused("no such file");
  }

  @Test
  void an_empty_log_is_named() throws Exception {
    write(log, "");
    refused("is empty");
  }

  @Test
  void a_directory_is_no_log() throws Exception {
    Files.createDirectory(log);
    refused("is a directory, not a log file");
  }

  @Test
  @Timeout(10)
  void a_pipe_is_not_waited_for() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor()).isZero();
    refused("is a pipe or a device, not a log file");
  }

  @Test
  void a_compressed_log_is_named() throws Exception {
    Files.write(log, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    refused("is compressed; unpack it first");
  }

  @Test
  void a_file_of_something_else_is_named() throws Exception {
    write(log, "Lorem ipsum\ndolor sit amet\n");
    refused("no line in it looks like a log of HAProxy");
  }

  @Test
  void a_path_that_is_none_is_named() {
    assertThatThrownBy(
            () -> reader().read(LogQuery.since(HOUR_AGO, Set.of(), Optional.of("\0")), soon()))
        .isInstanceOf(LogUnreadableException.class);
  }

  @Property(tries = 300)
  void any_bytes_can_be_scanned(@ForAll byte[] bytes) {
    LogScan scan =
        new LogScan(
            LogQuery.since(HOUR_AGO, Set.of(), Optional.empty()),
            new LineTime(ZoneOffset.UTC, NOW));

    scan.block(bytes, 0, bytes.length);

    assertThat(scan.witness("x", bytes.length, true).bytesRead()).isEqualTo(bytes.length);
  }

  private void refused(String why) {
    assertThatThrownBy(() -> read(HOUR_AGO))
        .isInstanceOf(LogUnreadableException.class)
        .hasMessage(log + ": " + why);
  }

  private LogWitness read(Instant since) throws Exception {
    return reader().read(LogQuery.since(since, Set.of(), here()), soon());
  }

  private Optional<String> here() {
    return Optional.of(log.toString());
  }

  private LogReader reader() {
    return new LogReader(List.of(), noJournal(), clock());
  }

  private Journal noJournal() {
    return new Journal("journalctl", directory.resolve("absent"));
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10));
  }

  private static String lines(String line, int count) {
    return (line + "\n").repeat(count);
  }

  private static void write(Path file, String text) throws Exception {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
