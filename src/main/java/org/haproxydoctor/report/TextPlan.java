package org.haproxydoctor.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.haproxydoctor.mitigate.BackendEffect;
import org.haproxydoctor.mitigate.BackendEffect.Usable;
import org.haproxydoctor.mitigate.Change;
import org.haproxydoctor.mitigate.Draining.Left;
import org.haproxydoctor.mitigate.Executor.Done;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.Refusal;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.report.TableColumn.Cut;

/// A plan of changes, and what became of it, for people.
public final class TextPlan {
  private static final List<TableColumn> CHANGES =
      List.of(
          TableColumn.shrinking("server", Cut.MIDDLE, 20),
          TableColumn.rigid("now", 0),
          TableColumn.rigid("then", 0));

  private static final List<TableColumn> EFFECTS =
      List.of(
          TableColumn.shrinking("backend", Cut.MIDDLE, 16),
          TableColumn.rigid("usable", 0),
          TableColumn.rigid("backups", 2),
          TableColumn.rigid("weight", 1),
          TableColumn.number("sessions leaving", 3));

  private TextPlan() {}

  /// Writes the plan, its refusals and remarks.
  public static void write(Plan plan, Page page) {
    plan.already().forEach(s -> page.line(s + " is there already"));
    if (!plan.changes().isEmpty()) {
      new TextTable(CHANGES, plan.changes().stream().map(TextPlan::row).toList()).write(page);
      page.end();
      new TextTable(EFFECTS, plan.effects().stream().map(TextPlan::row).toList()).write(page);
      page.end();
    }
    plan.remarks().forEach(r -> page.paragraph("Note     ", "         ", r + "."));
    plan.effects().stream()
        .filter(e -> e.isOutage() || e.fallsBack())
        .forEach(e ->
            page.paragraph(
                Page.Style.BAD,
                "Note     ",
                "         ",
                e.backend()
                    + (e.isOutage()
                        ? " would be left without any server."
                        : " would be left to its backup servers.")));
    refusals(plan.refusals(), page);
  }

  /// Writes why something is not done, with the way out.
  public static void refusals(List<Refusal> refusals, Page page) {
    for (Refusal refusal : refusals) {
      page.paragraph(
          Page.Style.BAD,
          "Refused  ",
          "         ",
          refusal.subject() + ": " + refusal.what() + "; " + refusal.hint() + ".");
    }
  }

  /// Writes the lines that would be sent.
  public static void commands(Plan plan, Page page) {
    plan.changes().forEach(c -> page.line(c.line()));
  }

  public static void done(List<Done> done, Page page) {
    for (Done one : done) {
      Page.Style style = one.isVerified() ? Page.Style.GOOD : Page.Style.BAD;
      page.text(style, HistoryWords.of(one.outcome()))
          .line("  " + one.change() + (one.detail().isEmpty() ? "" : ": " + one.detail()));
    }
  }

  /// @return how a drain goes on, in one short line
  public static String progress(Left left) {
    return left.says()
        + " after "
        + HaproxyDuration.forPeople(left.waited().truncatedTo(ChronoUnit.SECONDS))
        + left.estimate()
            .map(e ->
                String.format(
                    Locale.ROOT,
                    ", %.1f end each second, about %s more",
                    left.rate(),
                    HaproxyDuration.forPeople(e.truncatedTo(ChronoUnit.SECONDS))))
            .orElse("");
  }

  /// Writes how waiting for the end of the sessions ended.
  public static void drained(Left left, Page page) {
    String after = " after " + HaproxyDuration.forPeople(left.waited());
    if (left.isOver()) {
      page.text(Page.Style.GOOD, "drained").line("  no session is left" + after);
      return;
    }
    page.text(Page.Style.BAD, "waiting ended")
        .line("  " + left.trouble().map(t -> t + after).orElse(left.says() + after));
    left.sessions().entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> page.line("  " + e.getKey() + ": " + e.getValue()));
  }

  private static List<TableCell> row(Change change) {
    return List.of(
        TableCell.plain(change.server().toString()),
        TableCell.plain(change.from().word()),
        TableCell.plain(change.to().word()));
  }

  private static List<TableCell> row(BackendEffect effect) {
    Usable before = effect.before();
    Usable after = effect.after();
    List<TableCell> cells = new ArrayList<>();
    cells.add(TableCell.plain(effect.backend()));
    cells.add(
        new TableCell(
            effect.isOutage() || effect.fallsBack() ? Page.Style.BAD : Page.Style.PLAIN,
            before.active() + " -> " + after.active()));
    cells.add(TableCell.plain(backups(before, after)));
    cells.add(TableCell.plain(before.weight() + " -> " + after.weight()));
    cells.add(TableCell.plain(Long.toString(effect.sessions())));
    return cells;
  }

  private static String backups(Usable before, Usable after) {
    return before.backup() + after.backup() == 0 ? "" : before.backup() + " -> " + after.backup();
  }
}
