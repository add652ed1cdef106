package org.haproxydoctor.cli;

import java.util.List;
import org.haproxydoctor.lab.Drill;
import org.haproxydoctor.lab.HaproxyBinary;
import org.haproxydoctor.lab.Rehearsal;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.haproxydoctor.report.Page;

/// What a rehearsing operator is told around the diagnosis.
final class DrillScreen {
  private final Page page;

  DrillScreen(Page page) {
    this.page = page;
  }

  void story(Drill drill, HaproxyBinary haproxy) {
    page.text("Drill with HAProxy " + haproxy.version() + ": ");
    page.line(Page.Style.STRONG, drill.title());
    page.paragraph("  ", drill.story());
    page.line("");
  }

  void command(Rehearsal rehearsal) {
    page.line(
        Page.Style.FAINT, "$ haproxy-doctor " + String.join(" ", rehearsal.diagnoseArguments()));
    page.line("");
  }

  void outcome(DrillOutcome outcome) {
    page.line("");
    if (outcome.passed()) {
      String truth =
          outcome
              .expected()
              .cause()
              .map(c -> "the true cause, " + c + ", came first")
              .orElse("nothing is wrong, and nothing was said");
      page.line(Page.Style.GOOD, "Rehearsal passed: " + truth + ".");
    } else {
      page.line(Page.Style.BAD, "Rehearsal failed: " + String.join("; ", outcome.missed()) + ".");
    }
  }

  void summary(List<String> failed) {
    page.line("");
    if (failed.isEmpty()) {
      page.line(Page.Style.GOOD, "All rehearsals passed.");
    } else {
      page.line(Page.Style.BAD, "Not passed: " + String.join(", ", failed) + ".");
    }
  }

  /// Returns when whoever started this program is gone; Ctrl-C ends the program itself.
  void waitForTheEnd(Rehearsal rehearsal) {
    page.line("");
    page.line(
        "HAProxy goes on, pid "
            + rehearsal.staged().pid()
            + ", in "
            + rehearsal.staged().folder()
            + ". Ctrl-C puts it away.");
    ProcessHandle.current().parent().ifPresent(starter -> starter.onExit().join());
  }
}
