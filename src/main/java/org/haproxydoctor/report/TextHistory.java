package org.haproxydoctor.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.haproxydoctor.mitigate.Entry;
import org.haproxydoctor.mitigate.History;
import org.haproxydoctor.mitigate.Recorded;
import org.haproxydoctor.report.TableColumn.Cut;

/// The changes of the journal for people, latest last.
public final class TextHistory {
  private static final List<TableColumn> COLUMNS =
      List.of(
          TableColumn.rigid("change", 0),
          TableColumn.rigid("when", 4),
          TableColumn.shrinking("who", Cut.END, 6),
          TableColumn.shrinking("server", Cut.MIDDLE, 12),
          TableColumn.rigid("from", 1),
          TableColumn.rigid("to", 0),
          TableColumn.rigid("outcome", 0),
          TableColumn.shrinking("why", Cut.END, 6));

  private TextHistory() {}

  /// @param zone of the reader
  public static void write(History history, ZoneId zone, Page page) {
    if (history.changes().isEmpty()) {
      page.line("No change has been made from here");
    } else {
      DateTimeFormatter time =
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
      new TextTable(COLUMNS, history.changes().stream().map(c -> row(c, time)).toList())
          .write(page);
    }
    history.changes().stream()
        .filter(c -> c.ended().isEmpty() && c.isOpen())
        .forEach(c ->
            page.paragraph(
                "",
                "  ",
                c.begun().id()
                    + " was begun, and nothing is known of its end: it may have been sent or not."
                    + " `maint undo "
                    + c.begun().id()
                    + "` looks, and goes back if it was."));
    if (history.unreadable() > 0) {
      page.line("Lines of the journal that cannot be read: " + history.unreadable());
    }
  }

  private static List<TableCell> row(Recorded change, DateTimeFormatter time) {
    Entry.Begun begun = change.begun();
    return List.of(
        TableCell.plain(begun.id()),
        TableCell.plain(time.format(begun.at())),
        TableCell.plain(begun.who()),
        TableCell.plain(begun.server().toString()),
        TableCell.plain(begun.from().word()),
        TableCell.plain(begun.to().word()),
        TableCell.plain(HistoryWords.of(change)),
        TableCell.plain(begun.why().orElse("")));
  }
}
