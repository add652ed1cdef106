package org.haproxydoctor.runbook;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ServerEvent;

/// What the log says, in the words of a `log` step.
final class LogSight {
  private LogSight() {}

  /// @param patterns the runbook's own, name to regular expression, searched in the events' lines
  static Sight of(LogWitness log, Map<String, String> patterns) {
    Map<String, Integer> words = new HashMap<>();
    Map<String, Double> numbers = new HashMap<>();
    patterns.forEach((name, expression) -> {
      int count = count(log, expression);
      words.put(name, count);
      numbers.put(name, (double) count);
    });
    long down = log.events().stream().filter(LogSight::isTrouble).count();
    int terminations =
        log.terminations().values().stream()
            .flatMap(m -> m.entrySet().stream())
            .filter(e -> !e.getKey().startsWith("-"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    String says =
        log.source()
            + ": "
            + (log.events().isEmpty() && terminations == 0
                ? "no line about the target since the trouble began"
                : log.events().size() + " events, " + terminations + " requests ended abnormally")
            + (log.complete() ? "" : " (only its end was read)");
    boolean fine = down == 0 && terminations == 0;
    return new Sight(words, numbers, says, fine ? StepResult.Word.OK : StepResult.Word.PROBLEM);
  }

  private static boolean isTrouble(ServerEvent event) {
    return switch (event.kind()) {
      case DOWN, CHECK_FAILED, AGENT_CHECK_FAILED, NO_SERVER_AVAILABLE, SOURCE_BIND_FAILED -> true;
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

  private static int count(LogWitness log, String expression) {
    try {
      Pattern pattern = Pattern.compile(expression);
      return (int) log.events().stream().filter(e -> pattern.matcher(e.line()).find()).count();
    } catch (PatternSyntaxException refusedByLint) {
      return 0;
    }
  }
}
