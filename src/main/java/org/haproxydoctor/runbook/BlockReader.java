package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a `doctor:` block.
final class BlockReader {
  private static final List<String> COMMON = List.of("needs", "timeout", "for", "outcomes");
  private static final List<String> OUTCOME = List.of("when", "say", "level", "cause");
  private static final Pattern FIRST_KEY = Pattern.compile("doctor[ \\t]*:");

  private final Set<String> causes;
  private final Problems problems;

  /// @param causes known ids, the runbook's own among them; empty when they are not to be checked
  BlockReader(Set<String> causes, Problems problems) {
    this.causes = causes;
    this.problems = problems;
  }

  /// @return whether a fence with this language and content is meant for us
  static boolean isDoctor(String language, String content) {
    return (language.equals("yaml") || language.equals("yml"))
        && content
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty() && !l.startsWith("#"))
            .findFirst()
            .filter(l -> FIRST_KEY.matcher(l).lookingAt())
            .isPresent();
  }

  /// @param fence line of the opening fence
  /// @param earlier ids of the steps before this one
  /// @return empty when the block cannot be used
  Optional<Block> read(YamlText yaml, int fence, Set<String> earlier) {
    return yaml.map(problems, "RB008").flatMap(map -> read(map, fence, earlier));
  }

  private Optional<Block> read(YamlMap map, int fence, Set<String> earlier) {
    String word = map.string("doctor").orElse("");
    Optional<TaskKind> kind = TaskKind.of(word);
    if (kind.isEmpty()) {
      List<String> known = Stream.of(TaskKind.values()).map(TaskKind::word).toList();
      problems.error(
          "RB010",
          map.placeOf("doctor"),
          "unknown kind of step '" + word + "'" + Problems.didYouMean(word, known));
      return Optional.empty();
    }
    List<String> keys = new ArrayList<>(List.of("doctor"));
    keys.addAll(TaskReader.keys(kind.get()));
    keys.addAll(COMMON);
    map.allow(keys, "doctor: " + word);
    List<String> needs = map.list("needs").stream().map(n -> need(n, earlier)).toList();
    List<String> forCauses = map.list("for").stream().map(this::cause).toList();
    return new TaskReader(map, problems)
        .read(kind.get())
        .map(task ->
            new Block(task, needs, forCauses, map.duration("timeout"), outcomes(map, task), fence));
  }

  private List<Outcome> outcomes(YamlMap map, Task task) {
    ConditionReader conditions =
        new ConditionReader(task.kind(), TaskReader.ownWords(task), problems);
    List<Outcome> outcomes = new ArrayList<>();
    for (YamlMap outcome : map.maps("outcomes")) {
      outcome.allow(OUTCOME, "an outcome");
      outcome.required("when", "an outcome");
      Optional<Condition> when = outcome.scalar("when").flatMap(conditions::read);
      Optional<Level> level = outcome.scalar("level").flatMap(this::level);
      Optional<String> cause = outcome.scalar("cause").map(this::cause);
      when.ifPresent(w -> outcomes.add(new Outcome(w, outcome.string("say"), level, cause)));
    }
    return outcomes;
  }

  private Optional<Level> level(YamlMap.Scalar scalar) {
    List<String> known = Stream.of(Level.values()).map(Level::word).toList();
    if (!known.contains(scalar.text())) {
      problems.error(
          "RB016",
          scalar.place(),
          "unknown level '" + scalar.text() + "'" + Problems.didYouMean(scalar.text(), known));
      return Optional.empty();
    }
    return Optional.of(Level.valueOf(scalar.text().toUpperCase(Locale.ROOT)));
  }

  private String need(YamlMap.Scalar scalar, Set<String> earlier) {
    if (!earlier.contains(scalar.text())) {
      problems.error(
          "RB019",
          scalar.place(),
          "needs '"
              + scalar.text()
              + "', which is no step before this one"
              + Problems.didYouMean(scalar.text(), earlier));
    }
    return scalar.text();
  }

  private String cause(YamlMap.Scalar scalar) {
    if (!causes.isEmpty() && !causes.contains(scalar.text())) {
      problems.error(
          "RB020",
          scalar.place(),
          "unknown cause '" + scalar.text() + "'" + Problems.didYouMean(scalar.text(), causes));
    }
    return scalar.text();
  }
}
