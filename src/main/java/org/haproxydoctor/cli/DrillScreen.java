package org.haproxydoctor.cli;

import org.haproxydoctor.lab.Drill;
import org.haproxydoctor.lab.HaproxyBinary;
import org.haproxydoctor.lab.Rehearsal;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.haproxydoctor.model.drill.DrillRow;
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

  void progress(DrillRow row) {
    page.line(Page.Style.FAINT, row.result().word() + "  " + row.drill());
  }

  void skipped(Drill drill, String why) {
    page.paragraph(Page.Style.WARN, "Skipped: ", "  ", drill.name() + ": " + why);
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
