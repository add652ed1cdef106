package org.haproxydoctor.report;

import java.util.List;
import java.util.Locale;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.NotExamined;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;

/// A diagnosis for people: what was not looked at, then each cause with its evidence and way out,
/// then the verdict as the last line.
public final class TextDiagnosis {
  private static final int MOST_EVIDENCE = 12;
  private static final int MOST_REPEATED = 3;

  private final DiagnosisReport report;
  private final Page page;
  private final boolean withWaysOut;

  private TextDiagnosis(DiagnosisReport report, Page page, boolean withWaysOut) {
    this.report = report;
    this.page = page;
    this.withWaysOut = withWaysOut;
  }

  public static void write(DiagnosisReport report, Page page) {
    new TextDiagnosis(report, page, true).write();
  }

  /// Leaves out the ways out, because they are offered one by one.
  public static void writeCauses(DiagnosisReport report, Page page) {
    new TextDiagnosis(report, page, false).write();
  }

  private void write() {
    Diagnosis diagnosis = report.diagnosis();
    if (diagnosis.status() != Status.OK) {
      open(diagnosis);
      boolean first = true;
      for (Finding finding : faults(diagnosis)) {
        finding(finding, first);
        first = false;
      }
      page.end();
    }
    verdict(diagnosis);
  }

  private void open(Diagnosis diagnosis) {
    if (!diagnosis.ruledOut().isEmpty()) {
      page.end();
      page.paragraph(
          Page.Style.FAINT, "Ruled out: ", "  ", String.join(", ", diagnosis.ruledOut()));
    }
    report
        .gentleness()
        .sentence()
        .ifPresent(s -> {
          page.end();
          page.paragraph(Page.Style.FAINT, "Probes: ", "  ", s);
        });
    if (!diagnosis.notExamined().isEmpty()) {
      page.end();
      page.line("Not examined:");
      for (NotExamined open : diagnosis.notExamined()) {
        page.paragraph("  ", "    ", open.what() + ": " + open.reason());
      }
    }
  }

  private void finding(Finding finding, boolean first) {
    page.end();
    page.text(style(finding.severity()), first ? "ROOT CAUSE  " : "ALSO  ")
        .text(Page.Style.STRONG, finding.cause().id())
        .line(
            "  ("
                + finding.severity().name().toLowerCase(Locale.ROOT)
                + ", "
                + finding.certainty().name().toLowerCase(Locale.ROOT)
                + ")");
    page.paragraph("  ", finding.summary());
    evidence(finding.evidence());
    if (withWaysOut) {
      report.waysOut(finding).forEach(this::wayOut);
    }
    if (first) {
      String id = finding.cause().id();
      page.paragraph(Page.Style.FAINT, "  More: ", "    ", "haproxy-doctor explain " + id);
    }
  }

  private void evidence(List<Evidence> evidence) {
    page.line("  Evidence:");
    List<Evidence> shown = evidence.stream().limit(MOST_EVIDENCE).toList();
    int sourceWidth = shown.stream().mapToInt(e -> e.source().length()).max().orElse(0);
    int subjectWidth = shown.stream().mapToInt(e -> e.subject().length()).max().orElse(0);
    for (Evidence e : shown) {
      String start =
          "    "
              + padded(e.source(), sourceWidth)
              + "  "
              + padded(e.subject(), subjectWidth)
              + "  ";
      page.paragraph(
          start, "      ", e.field() + ": " + (e.value().isEmpty() ? "(empty)" : e.value()));
    }
    if (evidence.size() > MOST_EVIDENCE) {
      page.line("    and " + (evidence.size() - MOST_EVIDENCE) + " more; see --output json");
    }
  }

  private void wayOut(WayOut way) {
    boolean titled = !way.step().title().equals(way.step().id());
    page.text("  Way out: ")
        .text(Page.Style.STRONG, titled ? way.step().title() + "  " : "")
        .line(Page.Style.FAINT, "[" + way.runbook() + " " + way.step().id() + "]");
    WayOutLines.write(way, page);
  }

  private void verdict(Diagnosis diagnosis) {
    String status = diagnosis.status().name() + "  ";
    page.paragraph(Page.Style.of(diagnosis.status()), status, "  ", Verdict.of(report));
    Verdict.hint(report).ifPresent(hint -> page.paragraph("  ", hint));
    repeatCauses(faults(diagnosis));
    diagnosis.findings().stream()
        .filter(f -> f.severity() == Severity.INFO)
        .forEach(f -> page.paragraph("  note: ", "    ", f.summary()));
  }

  /// What is as someone wanted it needs no way out.
  public static List<Finding> faults(Diagnosis diagnosis) {
    return diagnosis.findings().stream().filter(f -> f.severity() != Severity.INFO).toList();
  }

  /// A long way out may have pushed the causes off the screen.
  private void repeatCauses(List<Finding> faults) {
    faults.stream()
        .limit(MOST_REPEATED)
        .forEach(f -> page.paragraph("  " + f.cause().id() + ": ", "    ", f.summary()));
    if (faults.size() > MOST_REPEATED) {
      List<String> more = faults.stream().skip(MOST_REPEATED).map(f -> f.cause().id()).toList();
      page.paragraph("  and ", "    ", String.join(", ", more) + ": see above");
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static Page.Style style(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Page.Style.BAD;
      case WARNING -> Page.Style.WARN;
      case INFO -> Page.Style.PLAIN;
    };
  }
}
