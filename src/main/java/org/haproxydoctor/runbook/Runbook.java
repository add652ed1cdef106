package org.haproxydoctor.runbook;

import java.util.List;
import java.util.Map;

/// A runbook as it was read: whatever is wrong with the text, there is a runbook.
///
/// @param source the file, as the user would name it
/// @param head what it says of itself
/// @param sections the text outside the steps, in order
/// @param steps in the order of the text
/// @param problems in the order of the text
public record Runbook(
    String source,
    RunbookHead head,
    List<Section> sections,
    List<Step> steps,
    List<Problem> problems) {
  public Runbook {
    sections = List.copyOf(sections);
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
  }

  public String id() {
    return head.id();
  }

  public String title() {
    return head.title();
  }

  public List<Step> steps(Phase phase) {
    return steps.stream().filter(s -> s.phase() == phase).toList();
  }

  /// @param values by variable name
  Filling filling(Map<String, String> values) {
    return new Filling(values, head.variables());
  }

  /// @return the steps that are offered when this cause was found
  public List<Step> stepsFor(String causeId) {
    return steps.stream().filter(s -> s.forCauses().contains(causeId)).toList();
  }
}
