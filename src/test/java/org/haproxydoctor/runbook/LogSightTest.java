package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.runbook.StepResult.Word.OK;
import static org.haproxydoctor.runbook.StepResult.Word.PROBLEM;
import static org.haproxydoctor.runbook.StepResult.Word.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Target;
import org.junit.jupiter.api.Test;

/// `log` steps: events and terminations, patterns counted.
class LogSightTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final LogWitness LOG =
      log(
          Map.of("app", Map.of("SC", 3, "--", 900), "web", Map.of("sH", 1)),
          event(600, ServerEvent.Kind.DOWN, "app/w1", "Server app/w1 is DOWN"),
          event(60, ServerEvent.Kind.DOWN, "app/w2", "Server app/w2 is DOWN. oom"),
          event(30, ServerEvent.Kind.UP, "app/w2", "Server app/w2 is UP"),
          event(20, ServerEvent.Kind.NO_SERVER_AVAILABLE, "web", "backend web has no server"));

  private static ServerEvent event(
      int secondsAgo, ServerEvent.Kind kind, String subject, String line) {
    return ServerEvent.plain(Optional.of(NOW.minusSeconds(secondsAgo)), kind, subject, line);
  }

  private static LogWitness log(
      Map<String, Map<String, Integer>> terminations, ServerEvent... events) {
    return new LogWitness("/var/log/haproxy.log", List.of(events), terminations, 99, true);
  }

  private static Sight sight(
      LogWitness log, Target target, Optional<Duration> window, Map<String, String> patterns) {
    return new LogSight(log, target, NOW).of(new Task.Log(Optional.empty(), window, patterns));
  }

  private static Sight sight(LogWitness log) {
    return sight(log, Target.everything(), Optional.empty(), Map.of());
  }

  @Test
  void events_and_abnormal_ends_are_counted() {
    Sight sight = sight(LOG);
    assertThat(sight.says())
        .isEqualTo("/var/log/haproxy.log: 4 events, 4 requests ended abnormally");
    assertThat(sight.numbers()).containsEntry("first", 600.0).containsEntry("last", 20.0);
    assertThat(sight.fallback()).isEqualTo(PROBLEM);
  }

  @Test
  void a_quiet_log_is_ok_and_a_recovery_too() {
    LogWitness quiet = log(Map.of("app", Map.of("--", 12)));
    assertThat(sight(quiet).says())
        .isEqualTo("/var/log/haproxy.log: no line about the target since the trouble began");
    assertThat(sight(quiet).fallback()).isEqualTo(OK);
    assertThat(sight(quiet).numbers()).isEmpty();
    assertThat(sight(log(Map.of(), event(1, ServerEvent.Kind.UP, "app/w1", ""))).says())
        .endsWith("1 event, 0 requests ended abnormally");
  }

  @Test
  void an_incomplete_log_says_so() {
    LogWitness part = new LogWitness("journal", List.of(), Map.of(), 99, false);
    assertThat(sight(part).says()).startsWith("journal: ").endsWith("(only its end was read)");
  }

  @Test
  void only_the_target_counts() {
    Sight server = sight(LOG, new Target(List.of("app/w2")), Optional.empty(), Map.of());
    assertThat(server.says()).contains(": 2 events, 3 requests");
    Sight backend = sight(LOG, new Target(List.of("web")), Optional.empty(), Map.of());
    assertThat(backend.says()).contains(": 1 event, 1 request ended");
  }

  @Test
  void a_window_leaves_older_lines_out() {
    Sight sight =
        sight(LOG, Target.everything(), Optional.of(Duration.ofMinutes(5)), Map.of("d", "DOWN"));
    assertThat(sight.words()).isEqualTo(Map.of("d", 1));
    assertThat(sight.numbers()).containsEntry("first", 60.0);
  }

  @Test
  void patterns_are_words_numbers_and_times() {
    Sight sight =
        sight(
            LOG,
            Target.everything(),
            Optional.empty(),
            Map.of("oom", "o+m$", "never", "zzz", "broken", "(", "endless", "(D|D?)+x"));
    assertThat(sight.words()).isEqualTo(Map.of("oom", 1, "never", 0, "broken", 0, "endless", 0));
    assertThat(sight.numbers()).containsEntry("oom", 1.0).containsEntry("first", 60.0);
  }

  @Test
  void a_pattern_that_never_matched_is_none() {
    FakeLooks looks = new FakeLooks(Incident.of(server("app/w1"))).logging(Observed.seen(LOG));
    String block =
        "log\npatterns: {kill: Killed}\noutcomes:\n  - {when: none kill, say: alive, level: ok}";
    assertThat(Written.walk(looks, block).getFirst().says()).isEqualTo("alive");

    looks.logging(Observed.unseen("permission denied"));
    StepResult unread = Written.walk(looks, block).getFirst();
    assertThat(unread.word()).isEqualTo(UNKNOWN);
    assertThat(unread.says()).isEqualTo("permission denied");
  }
}
