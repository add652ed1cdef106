package org.haproxydoctor.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.guide.Event.Answer;
import org.haproxydoctor.guide.Event.Answered;
import org.haproxydoctor.guide.Event.Asked;
import org.haproxydoctor.guide.Event.Begun;
import org.haproxydoctor.guide.Event.Diagnosed;
import org.haproxydoctor.guide.Event.Ended;
import org.haproxydoctor.guide.Event.Noted;
import org.haproxydoctor.guide.Event.Waited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  private static final Instant AT = Instant.parse("2026-03-01T02:03:04Z");
  private static final String STEP = "backend-down M1 for connection-refused";
  private static final Begun BEGUN =
      new Begun(
          AT,
          "root (kim)",
          new Asked(
              List.of("shop", "api/a1"),
              Optional.of("backend-down"),
              List.of("/run/admin.sock"),
              List.of(),
              true));
  private static final List<Event> ALL =
      List.of(
          BEGUN,
          new Diagnosed(
              AT,
              "backend-down",
              "CRITICAL",
              List.of("D1 problem: state", "D2 ok: file"),
              List.of()),
          new Answered(AT, STEP, "Nothing listens", Answer.NOT_DONE),
          new Answered(AT, STEP, "Nothing listens", Answer.BY_HAND),
          new Noted(AT, "called *Kim*, \u001b[31m<b>"),
          new Waited(AT, "1 of 1 server is back", true),
          new Ended(AT, false));

  @TempDir Path folder;

  private RunFile kept(String id, List<Event> events) throws IOException {
    RunFile file = RunFile.begin(folder, id);
    for (Event event : events) {
      file.add(event);
    }
    return file;
  }

  private RunFile read(String id) throws IOException {
    return RunFile.named(folder, id).orElseThrow();
  }

  @Test
  void every_event_is_read_as_it_was_kept() throws IOException {
    kept("20260301-a", ALL);
    RunFile read = read("20260301");
    assertThat(read.events()).isEqualTo(ALL);
    assertThat(read.asked()).contains(BEGUN.asked());
    assertThat(read.answer(STEP)).contains(Answer.BY_HAND);
    assertThat(read.answer("another")).isEmpty();
  }

  @Test
  void a_line_that_was_cut_off_costs_itself_alone() throws IOException {
    RunFile file = kept("a", List.of(BEGUN));
    Path lines = folder.resolve("a.jsonl");
    Files.writeString(lines, "{\"at\":\"2026-03-01T02", StandardOpenOption.APPEND);
    file.add(new Noted(AT, "later"));
    assertThat(read("a").events()).containsExactly(BEGUN, new Noted(AT, "later"));
  }

  @Test
  void the_latest_that_did_not_come_to_its_end_goes_on() throws IOException {
    kept("1", List.of(BEGUN));
    kept("2", ALL);
    kept("3", List.of(BEGUN, new Ended(AT, true)));
    assertThat(RunFile.latest(folder).map(RunFile::id)).contains("2");
    assertThat(RunFile.latest(folder.resolve("none"))).isEmpty();
  }

  @Test
  void files_are_for_their_owner_alone() throws IOException {
    RunFile file = kept("a", ALL);
    for (Path one : List.of(folder.resolve("a.jsonl"), file.transcript())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
          .isEqualTo("rw-------");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void the_transcript_tells_it_in_order_and_takes_nobodys_markup() throws IOException {
    String text = Files.readString(kept("a", ALL).transcript());
    assertThat(text)
        .containsSubsequence(
            "# Transcript a",
            "by root (kim), about shop, api/a1, runbook backend-down",
            "## 02:03:04 CRITICAL",
            "- D1 problem: state",
            "**not done**: Nothing listens",
            "**by hand**: Nothing listens",
            "note: called \\*Kim\\*",
            "**recovered**: 1 of 1 server is back",
            "stopped, to be resumed")
        .doesNotContain("\u001b", "<b>".replace("<", " <"));
  }
}
