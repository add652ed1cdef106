package org.haproxydoctor.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.haproxydoctor.report.Page;

/// What the launcher found out about the terminal, and what the user wants of it.
///
/// Asking the JVM would load a terminal library; a shell's `test -t` costs nothing. Without the
/// launcher everything counts as a pipe.
public final class Screen {
  private static final int DEFAULT_WIDTH = 80;

  private final Map<String, String> environment;
  private final String terminals;

  /// @param terminals which of `in`, `out`, `err` are terminals, from the launcher's
  ///   `haproxydoctor.terminals`
  public Screen(Map<String, String> environment, String terminals) {
    this.environment = environment;
    this.terminals = terminals;
  }

  public Page out(PrintWriter writer, CommonOptions options) {
    return new Page(writer, look("out", options));
  }

  public Page err(PrintWriter writer, CommonOptions options) {
    return new Page(writer, look("err", options));
  }

  /// @return whether somebody can be asked, and answer
  boolean isConversation() {
    return terminals.contains("in") && terminals.contains("err");
  }

  /// @return whether somebody can stay
  public boolean isSession() {
    return isConversation() && terminals.contains("out");
  }

  boolean isColoured(CommonOptions options) {
    return look("out", options).colour();
  }

  private Page.Look look(String stream, CommonOptions options) {
    boolean terminal = terminals.contains(stream);
    boolean colour =
        switch (options.color) {
          case always -> true;
          case never -> false;
          case auto ->
              terminal
                  && environment.getOrDefault("NO_COLOR", "").isEmpty()
                  && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        };
    return new Page.Look(colour, terminal, terminal ? width() : Integer.MAX_VALUE);
  }

  private int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.isEmpty()
        || columns.length() > 5
        || !columns.chars().allMatch(Character::isDigit)) {
      return DEFAULT_WIDTH;
    }
    return Math.clamp(Integer.parseInt(columns), 40, 1000);
  }
}
