package org.haproxydoctor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.haproxydoctor.runbook.StepResult;

/// Shows the steps of a walk as they complete, from the first problem on.
///
/// A healthy system thus shows none of them: its answer is one line.
public final class StepLines {
  private static final String INDENT = " ".repeat(14);

  private final Page page;
  private final Supplier<String> heading;
  private final List<StepResult> held = new ArrayList<>();
  private boolean trouble;

  /// @param heading the lines above the steps; asked for when the first step is shown
  public StepLines(Page page, Supplier<String> heading) {
    this.page = page;
    this.heading = heading;
  }

  public void add(StepResult step) {
    held.add(step);
    if (trouble || step.word() == StepResult.Word.PROBLEM) {
      showAll();
    }
  }

  /// Shows what was held back so far, because the verdict turned out not to be OK.
  public void showAll() {
    if (!trouble) {
      trouble = true;
      heading.get().lines().forEach(line -> page.line(Page.Style.STRONG, line));
    }
    held.forEach(this::show);
    held.clear();
  }

  private void show(StepResult step) {
    String first = "  " + padded(step.id(), 4) + padded(step.word().text(), 8);
    String oneLine = step.title() + " - " + step.says();
    boolean fits = INDENT.length() + oneLine.length() < Math.min(page.look().width(), 100);
    boolean together = fits && !step.says().isEmpty();
    page.paragraph(style(step.word()), first, INDENT, together ? oneLine : step.title());
    if (!together && !step.says().isEmpty()) {
      page.paragraph(INDENT, step.says());
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private static Page.Style style(StepResult.Word word) {
    return switch (word) {
      case OK -> Page.Style.GOOD;
      case PROBLEM -> Page.Style.BAD;
      case UNKNOWN -> Page.Style.WARN;
      case SKIPPED -> Page.Style.FAINT;
    };
  }
}
