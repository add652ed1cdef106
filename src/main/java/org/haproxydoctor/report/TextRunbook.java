package org.haproxydoctor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.runbook.Block;
import org.haproxydoctor.runbook.LintReport;
import org.haproxydoctor.runbook.Problem;
import org.haproxydoctor.runbook.Runbook;
import org.haproxydoctor.runbook.RunbookLibrary;
import org.haproxydoctor.runbook.Section;
import org.haproxydoctor.runbook.Step;
import org.haproxydoctor.runbook.TaskKind;

/// Runbooks for people: one to read, or the list of all.
public final class TextRunbook {
  private final Page page;

  private TextRunbook(Page page) {
    this.page = page;
  }

  public static void list(List<RunbookLibrary.Entry> entries, Page page) {
    int id = entries.stream().mapToInt(e -> e.head().id().length()).max().orElse(0);
    for (RunbookLibrary.Entry entry : entries) {
      String alerts = String.join(", ", entry.head().alerts());
      String start = entry.head().id() + " ".repeat(id + 2 - entry.head().id().length());
      page.paragraph(start, " ".repeat(id + 2), entry.head().title());
      if (!alerts.isEmpty() && !alerts.equals(entry.head().title())) {
        page.paragraph(" ".repeat(id + 2), " ".repeat(id + 2), "for " + alerts);
      }
    }
  }

  public static void show(Runbook runbook, Page page) {
    new TextRunbook(page).show(runbook);
  }

  /// Writes one line for each problem in the form that editors understand, then the sums.
  public static void lint(LintReport report, Page page) {
    for (Runbook runbook : report.runbooks()) {
      runbook.problems().forEach(problem -> page.line(problem.at(runbook.source())));
    }
    report.unreadable().forEach(u -> page.line(Page.Style.BAD, "unreadable: " + u));
    page.line(
        many(report.runbooks().size(), "runbook")
            + ", "
            + many(report.count(Problem.Grade.ERROR), "error")
            + ", "
            + many(report.count(Problem.Grade.WARNING), "warning"));
  }

  private static String many(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void show(Runbook runbook) {
    page.text(Page.Style.STRONG, runbook.title())
        .line(Page.Style.FAINT, "  [" + runbook.id() + "]");
    List<Step> steps = new ArrayList<>(runbook.steps());
    for (int i = 0; i < runbook.sections().size(); i++) {
      Section section = runbook.sections().get(i);
      if (!section.title().equals(runbook.title())) {
        page.end().line(Page.Style.STRONG, section.title());
      }
      section.text().forEach(p -> PartLines.write(p, "  ", page));
      int end =
          i + 1 < runbook.sections().size()
              ? runbook.sections().get(i + 1).line()
              : Integer.MAX_VALUE;
      while (!steps.isEmpty() && steps.getFirst().line() < end) {
        step(steps.removeFirst());
      }
    }
  }

  private void step(Step step) {
    page.end();
    page.text("  ").text(Page.Style.STRONG, step.id()).text("  ").line(step.title());
    step.block().flatMap(TextRunbook::note).ifPresent(n -> page.line(Page.Style.FAINT, "    " + n));
    step.body().forEach(p -> PartLines.write(p, "    ", page));
  }

  private static Optional<String> note(Block block) {
    List<String> notes = new ArrayList<>();
    if (block.task().kind() != TaskKind.NOTE) {
      notes.add("haproxy-doctor does this: " + block.task().kind().word());
    }
    if (!block.forCauses().isEmpty()) {
      notes.add("for " + String.join(", ", block.forCauses()));
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
  }
}
