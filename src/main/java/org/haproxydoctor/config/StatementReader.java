package org.haproxydoctor.config;

import java.util.Optional;
import java.util.function.Consumer;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.HaproxyVersion;

/// Turns a file's text into statements: numbers the lines, cuts them into words and follows the
/// conditional blocks (configuration manual, sections 2.2 to 2.4).
final class StatementReader {
  private static final int MAX_LINE = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Environment environment;
  private final Optional<HaproxyVersion> version;
  private final Problems problems;

  StatementReader(Environment environment, Optional<HaproxyVersion> version, Problems problems) {
    this.environment = environment;
    this.version = version;
    this.problems = problems;
  }

  void read(ConfigFiles.Source source, Consumer<Statement> sink) {
    String file = source.file();
    String text = source.text();
    int at = 0;
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      problems.add(
          new ConfigLine(file, 1, ""),
          "the file begins with a byte order mark, which HAProxy takes for part of the first word");
      at = 1;
    }
    Blocks blocks = new Blocks(new Branches(), new Doubts(problems));
    int number = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      number++;
      line(file, number, text.substring(at, end), blocks, sink);
      at = end + 1;
      if (newline < 0) {
        problems.add(
            new ConfigLine(file, number, ""),
            "the last line has no line end, which HAProxy refuses as a truncated file");
      }
    }
    if (!blocks.branches.balanced()) {
      problems.add(new ConfigLine(file, number, ""), ".if without .endif");
    }
  }

  /// The conditional blocks of one file that are open.
  private record Blocks(Branches branches, Doubts doubts) {}

  private void line(String file, int number, String raw, Blocks blocks, Consumer<Statement> sink) {
    if (raw.length() > MAX_LINE) {
      problems.add(
          new ConfigLine(file, number, ""),
          "the line has more than " + MAX_LINE + " characters and is not read");
      return;
    }
    environment.at(file, number);
    WordSplitter.Split split = WordSplitter.split(raw, environment);
    if (split.words().isEmpty()) {
      return;
    }
    ConfigLine line = new ConfigLine(file, number, split.text(), !split.undefined().isEmpty());
    boolean indented = Character.isWhitespace(raw.charAt(0));
    Statement statement = new Statement(line, split.words(), indented);
    boolean directive = statement.keyword().startsWith(".");
    if (!directive && Relevance.mayDecideChecks(statement)) {
      blocks.doubts.matter();
    }
    if (!directive && !blocks.branches.active()) {
      return;
    }
    split.trouble().ifPresent(t -> problems.add(line, t));
    if (directive) {
      directive(statement, blocks);
    } else {
      if (Relevance.decidesChecks(statement)) {
        split
            .undefined()
            .forEach(v -> problems.add(line, "environment variable " + v + " is not known here"));
      }
      sink.accept(statement);
    }
  }

  private void directive(Statement statement, Blocks blocks) {
    ConfigLine line = statement.line();
    Branches branches = blocks.branches;
    Doubts doubts = blocks.doubts;
    switch (statement.keyword()) {
      case ".if" -> {
        doubts.open();
        branches.open(() -> holds(statement, doubts));
      }
      case ".elif" ->
          branches
              .next(".elif", () -> holds(statement, doubts))
              .ifPresent(t -> problems.add(line, t));
      case ".else" -> branches.next(".else", () -> true).ifPresent(t -> problems.add(line, t));
      case ".endif" -> {
        doubts.close();
        branches.close().ifPresent(t -> problems.add(line, t));
      }
      case ".diag", ".notice" -> {}
      case ".warning", ".alert" -> {
        if (branches.active()) {
          String level = statement.keyword().substring(1);
          problems.add(line, "the file itself raises a " + level + ": " + statement.word(1));
        }
      }
      default -> {
        if (branches.active()) {
          problems.add(line, "unknown directive " + statement.keyword());
        }
      }
    }
  }

  private boolean holds(Statement statement, Doubts doubts) {
    return Condition.holds(
        String.join(" ", statement.from(1)),
        environment,
        version,
        a -> doubts.add(statement.line(), a));
  }
}
