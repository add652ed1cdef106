package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;

/// Turns Markdown blocks into the parts that people read.
final class PartReader {
  private static final int DEEPEST = 12;

  private final List<String> lines;

  /// @param lines of the whole file
  PartReader(List<String> lines) {
    this.lines = lines;
  }

  List<Part> read(Node block) {
    List<Part> parts = new ArrayList<>();
    add(block, 0, parts);
    return parts;
  }

  /// Reads what is inside a list item or quotation.
  List<Part> children(Node block) {
    List<Part> parts = new ArrayList<>();
    for (Node child = block.getFirstChild(); child != null; child = child.getNext()) {
      add(child, 0, parts);
    }
    return parts;
  }

  private void add(Node block, int depth, List<Part> parts) {
    if (depth > DEEPEST) {
      return;
    }
    switch (block) {
      case Paragraph p -> paragraph(p, parts);
      case Heading h -> text(h, parts);
      case FencedCodeBlock f -> parts.add(code(language(f), f.getLiteral()));
      case IndentedCodeBlock i -> parts.add(code("", i.getLiteral()));
      case BlockQuote q -> {
        for (Node child = q.getFirstChild(); child != null; child = child.getNext()) {
          add(child, depth + 1, parts);
        }
      }
      case ListBlock l -> list(l, depth, parts);
      default -> {
        // HTML, rules and link definitions say nothing to the reader.
      }
    }
  }

  private void paragraph(Paragraph paragraph, List<Part> parts) {
    List<SourceSpan> spans = paragraph.getSourceSpans();
    if (!spans.isEmpty() && source(spans.getFirst()).startsWith("|")) {
      parts.add(
          new Part.Code("", spans.stream().map(this::source).collect(Collectors.joining("\n"))));
    } else {
      text(paragraph, parts);
    }
  }

  private static void text(Block block, List<Part> parts) {
    String text = InlineText.of(block);
    if (!text.isEmpty()) {
      parts.add(new Part.Paragraph(text));
    }
  }

  private void list(ListBlock list, int depth, List<Part> parts) {
    int number =
        list instanceof OrderedList o && o.getMarkerStartNumber() != null
            ? o.getMarkerStartNumber()
            : 1;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      String marker = list instanceof OrderedList ? number++ + "." : "-";
      boolean first = true;
      for (Node child = item.getFirstChild(); child != null; child = child.getNext()) {
        if (first && child instanceof Paragraph p) {
          parts.add(new Part.Bullet(depth, marker, InlineText.of(p)));
        } else {
          add(child, depth + 1, parts);
        }
        first = false;
      }
    }
  }

  private String source(SourceSpan span) {
    return lines.get(span.getLineIndex()).strip();
  }

  static String language(FencedCodeBlock fence) {
    String info = fence.getInfo() == null ? "" : fence.getInfo().strip();
    int end = 0;
    while (end < info.length()
        && (Character.isLetterOrDigit(info.charAt(end)) || "+-_.".indexOf(info.charAt(end)) >= 0)) {
      end++;
    }
    return info.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static Part.Code code(String language, String literal) {
    return new Part.Code(language, literal.replace("\t", "    ").stripTrailing());
  }
}
