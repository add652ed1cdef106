package org.haproxydoctor.report;

import java.io.PrintWriter;
import org.haproxydoctor.diagnose.Status;

/// Text output line by line: cleaned of control characters, coloured only where colour is wanted.
public final class Page {
  private final PrintWriter out;
  private final Look look;

  public Page(PrintWriter out, Look look) {
    this.out = out;
    this.look = look;
  }

  /// How the output may look.
  ///
  /// @param colour whether colours are wanted
  /// @param terminal whether a person reads along
  /// @param width columns; [Integer#MAX_VALUE] in a pipe
  public record Look(boolean colour, boolean terminal, int width) {
    public static Look plain() {
      return new Look(false, false, Integer.MAX_VALUE);
    }
  }

  /// What a piece of text means; colour follows from it, and no meaning is carried by colour alone.
  public enum Style {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    WARN("33"),
    BAD("31");

    private final String code;

    Style(String code) {
      this.code = code;
    }

    static Style of(Status status) {
      return switch (status) {
        case OK -> GOOD;
        case WARNING, UNKNOWN -> WARN;
        case CRITICAL -> BAD;
      };
    }
  }

  public Look look() {
    return look;
  }

  /// @return the same page, with lines no longer than this
  Page atMost(int width) {
    return new Page(out, new Look(look.colour(), look.terminal(), Math.min(look.width(), width)));
  }

  public Page text(String text) {
    return text(Style.PLAIN, text);
  }

  public Page text(Style style, String text) {
    String clean = Printable.line(text);
    if (look.colour() && style != Style.PLAIN && !clean.isEmpty()) {
      out.print("\u001b[" + style.code + "m" + clean + "\u001b[0m");
    } else {
      out.print(clean);
    }
    return this;
  }

  /// Shows a line that does not end, such as a question.
  public void show() {
    out.flush();
  }

  /// Ends the line and shows it.
  public Page end() {
    out.print('\n');
    out.flush();
    return this;
  }

  public Page line(String text) {
    return text(text).end();
  }

  public Page line(Style style, String text) {
    return text(style, text).end();
  }

  /// Writes a paragraph broken at blanks to fit the width (at most 100 columns), each line
  /// indented.
  public Page paragraph(String indent, String text) {
    return paragraph(indent, indent, text);
  }

  /// @param first what stands before the text in the first line
  /// @param rest indentation of the following lines
  public Page paragraph(String first, String rest, String text) {
    return paragraph(Style.PLAIN, first, rest, text);
  }

  /// @param style of `first` alone
  public Page paragraph(Style style, String first, String rest, String text) {
    int limit = Math.min(look.width() - 1, 100);
    StringBuilder line = new StringBuilder();
    int indent = first.length();
    text(style, first);
    for (String word : text.split("\\s+")) {
      if (!line.isEmpty() && indent + line.length() + 1 + word.length() > limit) {
        line(line.toString());
        text(rest);
        indent = rest.length();
        line = new StringBuilder();
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return line(line.toString());
  }
}
