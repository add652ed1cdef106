package org.haproxydoctor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxydoctor.runbook.Mitigation;
import org.haproxydoctor.runbook.Part;
import org.haproxydoctor.runbook.Step;
import org.haproxydoctor.runbook.Task;

/// A mitigation step made out for the subjects of one finding.
///
/// @param runbook id of the runbook it is from
/// @param step made out for the first subject
/// @param others what differs for further subjects, by their names
/// @param actions what the guarded path can be asked for, for all subjects
public record WayOut(
    String runbook, Step step, Map<String, List<Part.Code>> others, List<Task.Action> actions) {
  static final int MOST_SUBJECTS = 5;

  public WayOut {
    actions = List.copyOf(actions);
  }

  /// @param subjects variables by subject, in order, at most [#MOST_SUBJECTS]
  public static WayOut of(Mitigation mitigation, Map<String, Map<String, String>> subjects) {
    Step first = mitigation.filled(subjects.values().iterator().next());
    Set<String> shown = new LinkedHashSet<>();
    code(first).forEach(c -> shown.add(c.text()));
    Map<String, List<Part.Code>> others = new LinkedHashMap<>();
    subjects.entrySet().stream()
        .skip(1)
        .forEach(subject -> {
          List<Part.Code> more =
              code(mitigation.filled(subject.getValue())).stream()
                  .filter(c -> shown.add(c.text()))
                  .toList();
          if (!more.isEmpty()) {
            others.put(subject.getKey(), more);
          }
        });
    List<Task.Action> actions =
        subjects.values().stream()
            .flatMap(values -> mitigation.action(values).stream())
            .distinct()
            .toList();
    return new WayOut(mitigation.runbook(), first, others, actions);
  }

  private static List<Part.Code> code(Step step) {
    return step.body().stream()
        .filter(Part.Code.class::isInstance)
        .map(Part.Code.class::cast)
        .toList();
  }

  /// @return `action` for a step that haproxy-doctor can take through the guarded path, else
  ///   `manual`
  String kind() {
    return actions.isEmpty() ? "manual" : "action";
  }

  /// @return the lines an operator would paste into a shell, for all subjects
  List<String> commands() {
    List<Part.Code> all = new ArrayList<>(code(step));
    others.values().forEach(all::addAll);
    return all.stream().filter(Part.Code::isShell).flatMap(c -> c.text().lines()).toList();
  }
}
