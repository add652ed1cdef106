package org.haproxydoctor.runbook;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.haproxydoctor.runbook.Problems.Place;

/// Finds what is wrong between the pieces of a runbook rather than inside one.
final class CrossCheck {
  private final RunbookHead head;
  private final Problems problems;

  CrossCheck(RunbookHead head, Problems problems) {
    this.head = head;
    this.problems = problems;
  }

  void check(List<Section> sections, List<Step> steps) {
    boolean recognised = sections.stream().anyMatch(s -> s.phase() != Phase.OTHER);
    if (steps.isEmpty() && recognised) {
      problems.warning("RB003", Place.line(1), "a stub: no steps; the built-in checks still run");
    } else {
      missing(Phase.DIAGNOSIS, "Diagnosis", sections, steps);
      missing(Phase.MITIGATION, "Mitigation", sections, steps);
    }
    Set<String> ids = new HashSet<>();
    for (Step step : steps) {
      if (!ids.add(step.id())) {
        problems.error("RB018", Place.line(step.line()), "second step '" + step.id() + "'");
      }
      if (Character.isUpperCase(step.id().charAt(0))
          && step.id().charAt(0) != step.phase().letter()) {
        problems.warning(
            "RB026",
            Place.line(step.line()),
            "step '" + step.id() + "' stands under " + step.phase().word());
      }
    }
    if (head.annotated()) {
      variables(steps);
    }
  }

  private void missing(Phase phase, String name, List<Section> sections, List<Step> steps) {
    if (sections.stream().noneMatch(s -> s.phase() == phase)
        && steps.stream().noneMatch(s -> s.phase() == phase)) {
      problems.warning("RB021", Place.line(1), "no section '" + name + "'");
    }
  }

  private void variables(List<Step> steps) {
    Set<String> known = new TreeSet<>(BuiltInVariables.names());
    head.variables().forEach(v -> known.add(v.name()));
    for (Step step : steps) {
      Set<String> unknown = new TreeSet<>();
      collect(step.title(), known, unknown);
      step.body().forEach(p -> collect(p.text(), known, unknown));
      step.outcomes().forEach(o -> collect(o.say().orElse(""), known, unknown));
      for (String name : unknown) {
        problems.warning(
            "RB027",
            Place.line(step.line()),
            "unknown variable '${" + name + "}'" + Problems.didYouMean(name, known));
      }
    }
  }

  private static void collect(String text, Set<String> known, Set<String> unknown) {
    Matcher m = Filling.VARIABLE.matcher(text);
    while (m.find()) {
      if (!known.contains(m.group(1))) {
        unknown.add(m.group(1));
      }
    }
  }
}
