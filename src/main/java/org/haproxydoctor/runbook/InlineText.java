package org.haproxydoctor.runbook;

import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/// Turns a paragraph or heading into plain text: emphasis goes, `code` keeps its backticks, a link
/// is followed by its address.
final class InlineText {
  private InlineText() {}

  static String of(Block block) {
    StringBuilder text = new StringBuilder();
    // Not recursive: hostile input nests emphasis by the hundred thousand.
    Node at = block.getFirstChild();
    while (at != null) {
      enter(at, text);
      Node next = at.getFirstChild();
      while (next == null && at != null && !at.equals(block)) {
        leave(at, text);
        next = at.getNext();
        if (next == null) {
          at = parent(at, block);
        }
      }
      at = next;
    }
    return text.toString().strip();
  }

  private static @Nullable Node parent(Node node, Block top) {
    Node parent = node.getParent();
    return top.equals(parent) ? null : parent;
  }

  private static void enter(Node node, StringBuilder text) {
    switch (node) {
      case Text t -> text.append(t.getLiteral());
      case Code c -> text.append('`').append(c.getLiteral()).append('`');
      case SoftLineBreak _ -> text.append(' ');
      case HardLineBreak _ -> text.append('\n');
      default -> {
        // Emphasis, links and images are their children; HTML is left out.
      }
    }
  }

  private static void leave(Node node, StringBuilder text) {
    if (node instanceof Link link
        && !link.getDestination().startsWith("#")
        && !endsWith(text, link.getDestination())) {
      text.append(" (").append(link.getDestination()).append(')');
    }
  }

  private static boolean endsWith(StringBuilder text, String end) {
    int from = text.length() - end.length();
    return from >= 0 && text.indexOf(end, from) == from;
  }
}
