package org.haproxydoctor.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A loop around the command line: every line is run as a program of its own, so that it does, and
/// Ctrl-C ends, what they do in a shell.
public final class Session {
  private static final int LEFT = 0;

  private static final List<String> COLOURED =
      List.of(
          LineReader.COMPLETION_STYLE_LIST_DESCRIPTION,
          LineReader.COMPLETION_STYLE_LIST_GROUP,
          LineReader.COMPLETION_STYLE_LIST_SELECTION,
          LineReader.COMPLETION_STYLE_LIST_STARTING,
          LineReader.COMPLETION_STYLE_LIST_BACKGROUND,
          LineReader.COMPLETION_STYLE_DESCRIPTION,
          LineReader.COMPLETION_STYLE_GROUP,
          LineReader.COMPLETION_STYLE_SELECTION,
          LineReader.COMPLETION_STYLE_STARTING,
          LineReader.COMPLETION_STYLE_BACKGROUND);

  private final Suggestions suggestions;
  private final Program program;
  private final Supplier<String> prompt;
  private final Optional<Path> history;

  /// What runs a command line.
  @FunctionalInterface
  public interface Program {
    /// @return its exit status
    int run(List<String> words);
  }

  /// @param prompt asked before each line; must not wait
  /// @param history the file that remembers the lines; empty when there can be none
  public Session(
      Suggestions suggestions, Program program, Supplier<String> prompt, Optional<Path> history) {
    this.suggestions = suggestions;
    this.program = program;
    this.prompt = prompt;
    this.history = history;
  }

  /// @param colour whether the terminal may be sent colours
  /// @return the exit status of the session itself
  public int run(boolean colour) {
    // A terminal that can do little does not tell the reader of Ctrl-C, which then changes nothing.
    try (CtrlC _ = CtrlC.handedOn();
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      LineReader reader = reader(terminal, colour);
      while (true) {
        Optional<List<String>> words = next(reader);
        if (words.isEmpty()) {
          return LEFT;
        }
        if (!words.get().isEmpty()) {
          obey(words.get(), terminal);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LineReader reader(Terminal terminal, boolean colour) {
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("haproxy-doctor")
            .parser(new DefaultParser().eofOnUnclosedQuote(false))
            .completer((_, line, candidates) -> candidates.addAll(candidates(line)))
            .history(new Discreet())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            // The tabulator shows what there is; it does not choose.
            .option(LineReader.Option.AUTO_MENU, false)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    if (!colour) {
      COLOURED.forEach(part -> builder.variable(part, "fg:default"));
    }
    return builder.build();
  }

  /// @return no words for a line to pass over; empty at the end
  private Optional<List<String>> next(LineReader reader) {
    try {
      reader.readLine(prompt.get());
      List<String> words = new ArrayList<>(reader.getParsedLine().words());
      words.removeIf(String::isEmpty);
      return words.equals(List.of("exit")) || words.equals(List.of("quit"))
          ? Optional.empty()
          : Optional.of(words);
    } catch (UserInterruptException _) {
      return Optional.of(List.of());
    } catch (EndOfFileException _) {
      return Optional.empty();
    }
  }

  private void obey(List<String> words, Terminal terminal) {
    if (words.getFirst().equals("watch")) {
      Watch.of(words.subList(1, words.size()))
          .ifPresentOrElse(
              watch -> watch.run(program, terminal),
              () -> {
                terminal.writer().println(Watch.USAGE);
                terminal.flush();
              });
      return;
    }
    int status;
    try (CtrlC _ = CtrlC.handedOn()) {
      status = program.run(words);
    }
    if (status == CtrlC.STATUS) {
      // Behind the sign that the terminal shows for the key.
      terminal.writer().println();
    }
  }

  private List<Candidate> candidates(ParsedLine line) {
    List<String> before = new ArrayList<>(line.words().subList(0, line.wordIndex()));
    if (!before.isEmpty() && before.getFirst().equals("watch")) {
      before.removeFirst();
    }
    String word = line.word().substring(0, line.wordCursor());
    return suggestions.of(before, word).stream()
        .flatMap(s -> s.equals(Suggestion.FILES) ? FileNames.of(word).stream() : Stream.of(s))
        .map(Session::candidate)
        .toList();
  }

  private static Candidate candidate(Suggestion suggestion) {
    return new Candidate(
        suggestion.value(),
        suggestion.value(),
        null,
        suggestion.says().isEmpty() ? null : suggestion.says(),
        null,
        null,
        suggestion.ends());
  }

  /// Remembers no secrets.
  private static final class Discreet extends DefaultHistory {
    @Override
    public void add(Instant time, String line) {
      if (!Secrets.isIn(line)) {
        super.add(time, line);
      }
    }
  }
}
