package org.haproxydoctor.report;

import java.util.ArrayList;
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
/// @param more commands and configuration lines that differ for further subjects
record WayOut(String runbook, Step step, List<Part.Code> more) {
  private static final int MOST_SUBJECTS = 5;

  static WayOut of(Mitigation mitigation, List<Map<String, String>> subjects) {
    Step template = mitigation.step();
    Step first = template.filled(subjects.getFirst());
    Set<Part.Code> shown = new LinkedHashSet<>(code(first));
    List<Part.Code> more = new ArrayList<>();
    for (Map<String, String> values : subjects.stream().skip(1).limit(MOST_SUBJECTS - 1).toList()) {
      for (Part.Code code : code(template.filled(values))) {
        if (shown.add(code)) {
          more.add(code);
        }
      }
    }
    return new WayOut(mitigation.runbook(), first, List.copyOf(more));
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
    return step.block().filter(b -> b.task() instanceof Task.Action).isPresent()
        ? "action"
        : "manual";
  }

  /// @return the lines an operator would paste into a shell, for all subjects
  List<String> commands() {
    List<Part.Code> all = new ArrayList<>(code(step));
    all.addAll(more);
    return all.stream().filter(Part.Code::isShell).flatMap(c -> c.text().lines()).toList();
  }
}
