package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.CannotLookException;

/// What `runbook lint` found.
///
/// @param runbooks those that could be read
/// @param unreadable one sentence without final stop for each file that could not
public record LintReport(List<Runbook> runbooks, List<String> unreadable) {
  public LintReport {
    runbooks = List.copyOf(runbooks);
    unreadable = List.copyOf(unreadable);
  }

  /// Reads and checks runbooks.
  ///
  /// @param names files, folders and ids; all runbooks of the library when empty
  public static LintReport of(RunbookLibrary library, List<String> names) {
    List<Runbook> runbooks = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    if (names.isEmpty()) {
      runbooks.addAll(library.all());
    }
    for (String name : names) {
      try {
        runbooks.addAll(library.named(name));
      } catch (CannotLookException e) {
        unreadable.add(e.what());
      }
    }
    unreadable.addAll(library.warnings());
    return new LintReport(runbooks, unreadable);
  }

  /// @return UNKNOWN when a file could not be read, CRITICAL for errors, WARNING for warnings
  public Status status() {
    if (!unreadable.isEmpty()) {
      return Status.UNKNOWN;
    }
    if (count(Problem.Grade.ERROR) > 0) {
      return Status.CRITICAL;
    }
    return count(Problem.Grade.WARNING) > 0 ? Status.WARNING : Status.OK;
  }

  public long count(Problem.Grade grade) {
    return runbooks.stream()
        .flatMap(r -> r.problems().stream())
        .filter(p -> p.grade() == grade)
        .count();
  }
}
