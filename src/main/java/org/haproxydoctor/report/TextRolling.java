package org.haproxydoctor.report;

import org.haproxydoctor.mitigate.Rolling.Step;
import org.haproxydoctor.mitigate.Rolling.Stop;
import org.haproxydoctor.model.ServerRef;

/// A rolling maintenance for people, line by line as it goes on.
public final class TextRolling {
  private TextRolling() {}

  public static void begins(ServerRef server, Step step, Page page) {
    page.line(server + "  " + words(step));
  }

  static String words(Step step) {
    return switch (step) {
      case DRAIN -> "drain";
      case SESSIONS -> "waiting for its sessions to end";
      case MAINTENANCE -> "maintenance";
      case WORK -> "the work";
      case CHECK -> "trying its own check";
      case READY -> "ready";
      case RECOVERY -> "waiting for HAProxy's check to pass";
    };
  }

  public static void write(RollingReport report, Page page) {
    report.stop().ifPresent(s -> stopped(s, report, page));
    if (report.result() == ChangeReport.Result.DONE) {
      page.text(Page.Style.GOOD, "done").line("  " + report.passed().size() + " servers");
    }
  }

  private static void stopped(Stop stop, RollingReport report, Page page) {
    page.paragraph(
        Page.Style.BAD,
        "stopped  ",
        "         ",
        stop.server() + ", " + words(stop.step()) + ": " + stop.why() + ".");
    page.paragraph(
        "         ",
        report.passed().size()
            + " of "
            + report.servers().size()
            + " servers are through; what is out stays as it is. Go on with: haproxy-doctor maint"
            + " rolling --resume. Bring it back with: haproxy-doctor maint undo "
            + report.run());
  }
}
