package org.haproxydoctor.report;

import java.util.List;
import org.haproxydoctor.causes.CauseEntry;

/// The catalogue of causes for people.
public final class TextCause {
  /// Wide enough for every entry, narrow enough for every terminal.
  private static final int WIDTH = 80;

  private TextCause() {}

  /// Writes one line for each; on a terminal it may take a second one.
  public static void list(List<CauseEntry> entries, Page page) {
    int width = entries.stream().mapToInt(e -> e.id().length()).max().orElse(0) + 2;
    for (CauseEntry entry : entries) {
      String start = entry.id() + " ".repeat(width - entry.id().length());
      if (page.look().terminal()) {
        page.paragraph(start, " ".repeat(width), entry.inShort());
      } else {
        page.line(start + entry.inShort());
      }
    }
  }

  public static void write(CauseEntry entry, Page wide) {
    Page page = wide.atMost(WIDTH);
    page.line(Page.Style.STRONG, entry.id());
    page.paragraph("", entry.mechanism());
    bullets("What gives it away", entry.signs(), page);
    bullets(
        "Look-alikes",
        entry.lookAlikes().stream()
            .map(l -> l.cause().map(c -> c + ": ").orElse("") + l.difference())
            .toList(),
        page);
    bullets("Way out", entry.waysOut(), page);
  }

  private static void bullets(String title, List<String> texts, Page page) {
    page.end().line(Page.Style.STRONG, title);
    texts.forEach(text -> page.paragraph("  - ", "    ", text));
  }
}
