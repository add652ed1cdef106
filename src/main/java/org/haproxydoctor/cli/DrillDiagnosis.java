package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.lab.Launcher;
import org.haproxydoctor.lab.Rehearsal;
import org.haproxydoctor.model.drill.Diagnosed;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.haproxydoctor.model.drill.Expectation;
import org.haproxydoctor.report.DiagnosisDocument;

/// The diagnosis of a rehearsal, by the packaged program.
final class DrillDiagnosis {
  private final Rehearsal rehearsal;
  private final Launcher launcher;
  private final List<String> arguments;

  DrillDiagnosis(Rehearsal rehearsal, Launcher launcher, CommonOptions options) {
    this.rehearsal = rehearsal;
    this.launcher = launcher.within(rehearsal::asOperator);
    this.arguments = new ArrayList<>(rehearsal.diagnoseArguments());
    arguments.addAll(passedOn(options));
  }

  /// @return the options that a child is to keep
  static List<String> passedOn(CommonOptions options) {
    List<String> same = new ArrayList<>();
    same.add("--budget=" + options.budget.toMillis() + "ms");
    same.add("--timeout=" + options.timeout.toMillis() + "ms");
    same.add("--color=" + options.color.name().toLowerCase(Locale.ROOT));
    if (options.debug) {
      same.add("--debug");
    }
    return same;
  }

  /// Prints it as an operator would see it.
  void show() {
    int _ = launcher.show(arguments);
  }

  /// Has it written as JSON and compares it with what is wrong in truth.
  ///
  /// @param start when the rehearsal began, on the monotonic clock
  DrillOutcome judge(long start) {
    Expectation expected = rehearsal.drill().expected();
    Launcher.Captured said = launcher.capture(with("--output=json"), false);
    Optional<Diagnosed> diagnosed = DiagnosisDocument.read(said.out());
    List<String> missed =
        new ArrayList<>(
            diagnosed
                .map(expected::missedBy)
                .orElse(List.of("the diagnosis is not one JSON document")));
    int status = ExitCode.valueOf(expected.status()).value();
    if (said.status() != status) {
      missed.add("the exit status is " + said.status() + " instead of " + status);
    }
    OptionalInt quiet = OptionalInt.empty();
    if (rehearsal.drill().healthy()) {
      Launcher.Captured hushed = launcher.capture(with("--quiet"), false);
      quiet = OptionalInt.of(hushed.bytes());
      if (hushed.bytes() > 0 || hushed.status() != 0) {
        missed.add(
            "--quiet printed " + hushed.bytes() + " bytes and ended with " + hushed.status());
      }
    }
    return new DrillOutcome(
        rehearsal.drill().name(),
        rehearsal.staged(),
        expected,
        missed,
        new DrillOutcome.Said(said.status(), said.out(), quiet),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private List<String> with(String option) {
    List<String> more = new ArrayList<>(arguments);
    more.add(option);
    return more;
  }
}
