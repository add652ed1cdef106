package org.haproxydoctor.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.haproxydoctor.model.ForeignRegex;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.Target;

/// What the log says, in the words of a `log` step.
final class LogSight {
  private final LogWitness log;
  private final Target target;
  private final Instant now;

  /// @param log of the whole walk's target
  /// @param target what the step is about
  LogSight(LogWitness log, Target target, Instant now) {
    this.log = log;
    this.target = target;
    this.now = now;
  }

  Sight of(Task.Log task) {
    List<ServerEvent> events = log.events().stream().filter(e -> concerns(e, task)).toList();
    Map<String, Integer> words = new HashMap<>();
    Map<String, Double> numbers = new HashMap<>();
    task.patterns()
        .forEach((name, expression) -> {
          int count = (int) events.stream().filter(matching(expression)).count();
          words.put(name, count);
          numbers.put(name, (double) count);
        });
    List<ServerEvent> meant =
        task.patterns().isEmpty()
            ? events
            : events.stream()
                .filter(e -> task.patterns().values().stream().anyMatch(p -> matching(p).test(e)))
                .toList();
    secondsAgo(meant).max(Comparator.naturalOrder()).ifPresent(s -> numbers.put("first", s));
    secondsAgo(meant).min(Comparator.naturalOrder()).ifPresent(s -> numbers.put("last", s));
    int terminations = terminations();
    boolean fine = terminations == 0 && events.stream().noneMatch(LogSight::isTrouble);
    return new Sight(
        words,
        numbers,
        says(events.size(), terminations),
        fine ? StepResult.Word.OK : StepResult.Word.PROBLEM);
  }

  private boolean concerns(ServerEvent event, Task.Log task) {
    boolean recent =
        task.window()
            .flatMap(window -> event.at().map(at -> !at.isBefore(now.minus(window))))
            .orElse(true);
    return recent
        && ServerRef.parse(event.subject())
            .map(target::includes)
            .orElseGet(() -> target.includes(event.subject()));
  }

  private int terminations() {
    return log.terminations().entrySet().stream()
        .filter(e -> target.includes(e.getKey()))
        .flatMap(e -> e.getValue().entrySet().stream())
        .filter(e -> !e.getKey().startsWith("-"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private String says(int events, int terminations) {
    return log.source()
        + ": "
        + (events == 0 && terminations == 0
            ? "no line about the target since the trouble began"
            : counted(events, "event")
                + ", "
                + counted(terminations, "request")
                + " ended abnormally")
        + (log.complete() ? "" : " (only its end was read)");
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private Stream<Double> secondsAgo(List<ServerEvent> events) {
    return events.stream()
        .flatMap(e -> e.at().stream())
        .map(at -> (double) Math.max(0, Duration.between(at, now).toSeconds()));
  }

  private static boolean isTrouble(ServerEvent event) {
    return switch (event.kind()) {
      case DOWN,
          CHECK_FAILED,
          AGENT_CHECK_FAILED,
          NO_SERVER_AVAILABLE,
          SOURCE_BIND_FAILED,
          NO_FREE_PORTS,
          FD_LIMIT ->
          true;
      case UP,
          STOPPING,
          CHECK_SUCCEEDED,
          AGENT_CHECK_SUCCEEDED,
          MAINTENANCE,
          LEAVING_MAINTENANCE,
          DRAIN ->
          false;
    };
  }

  private static Predicate<ServerEvent> matching(String expression) {
    return event -> ForeignRegex.matches(expression, event.line()).orElse(false);
  }
}
