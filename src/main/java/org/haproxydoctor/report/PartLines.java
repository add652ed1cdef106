package org.haproxydoctor.report;

import org.haproxydoctor.runbook.Part;

/// Lays out the text of a runbook.
final class PartLines {
  private PartLines() {}

  static void write(Part part, String indent, Page page) {
    switch (part) {
      case Part.Paragraph(String text) -> page.paragraph(indent, text);
      case Part.Bullet(int depth, String marker, String text) -> {
        String deeper = indent + "  ".repeat(depth);
        page.paragraph(deeper + marker + " ", deeper + " ".repeat(marker.length() + 1), text);
      }
      case Part.Code(String _, String text) ->
          text.lines().forEach(line -> page.line(Page.Style.STRONG, indent + "  " + line));
    }
  }
}
