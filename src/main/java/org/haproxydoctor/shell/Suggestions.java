package org.haproxydoctor.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Server;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// How a command line that is being typed may go on: the same for the session and for every shell.
///
/// What an argument takes is told by the label it has in the help.
public final class Suggestions {
  private final CommandSpec root;
  private final Vocabulary vocabulary;

  public Suggestions(CommandSpec root, Vocabulary vocabulary) {
    this.root = root;
    this.vocabulary = vocabulary;
  }

  /// @param before the words that are there, without the program's name
  /// @param word the beginning of the one that is being typed
  /// @return in the order in which they are best shown
  public List<Suggestion> of(List<String> before, String word) {
    List<String> words = before;
    // bash takes the sign of `--output=json` for a word.
    if (!words.isEmpty() && words.getLast().equals("=")) {
      words = words.subList(0, words.size() - 1);
    }
    CommandSpec command = command(words);
    Optional<OptionSpec> open =
        words.isEmpty() ? Optional.empty() : takingValue(command, words.getLast());
    int sign = word.startsWith("--") ? word.indexOf('=') : -1;
    if (sign > 0) {
      String option = word.substring(0, sign);
      return takingValue(command, option)
          .map(o -> of(o, word.substring(sign + 1)))
          .orElse(List.of())
          .stream()
          .map(s -> new Suggestion(option + "=" + s.value(), s.says(), s.ends()))
          .toList();
    }
    return open.map(o -> of(o, word)).orElseGet(() -> next(command, word));
  }

  private CommandSpec command(List<String> words) {
    CommandSpec at = root;
    for (String word : words) {
      CommandLine next = at.subcommands().get(word);
      at = next == null ? at : next.getCommandSpec();
    }
    return at;
  }

  private static Optional<OptionSpec> takingValue(CommandSpec command, String word) {
    return Optional.ofNullable(command.findOption(word)).filter(o -> o.arity().max() > 0);
  }

  private List<Suggestion> next(CommandSpec command, String word) {
    if (word.startsWith("-")) {
      return options(command, word);
    }
    if (!command.subcommands().isEmpty()) {
      return starting(
          word,
          command.subcommands().entrySet().stream()
              .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
              .map(e -> Suggestion.of(e.getKey(), does(e.getValue().getCommandSpec()))));
    }
    List<PositionalParamSpec> takes = command.positionalParameters();
    return takes.isEmpty() ? List.of() : of(takes.getLast(), word);
  }

  private static List<Suggestion> options(CommandSpec command, String word) {
    return starting(
        word,
        command.options().stream()
            .filter(o -> !o.hidden())
            .map(o -> Suggestion.of(o.longestName(), first(o.description()))));
  }

  private static String does(CommandSpec command) {
    return first(command.usageMessage().description());
  }

  private static String first(String... description) {
    return description.length == 0 ? "" : description[0].replace("%n", " ");
  }

  private List<Suggestion> of(ArgSpec takes, String word) {
    if (takes.completionCandidates() != null) {
      List<Suggestion> given = new ArrayList<>();
      takes.completionCandidates().forEach(c -> given.add(Suggestion.of(c, "")));
      return starting(word, given.stream());
    }
    String label = takes.paramLabel();
    if (label.startsWith("PROXY")) {
      return starting(
          word, Stream.concat(frontends(), names(word, b -> Suggestion.of(b.name(), b.status()))));
    }
    if (label.startsWith("BACKEND/")) {
      return starting(word, names(word, b -> new Suggestion(b.name() + "/", b.status(), false)));
    }
    if (label.startsWith("BACKEND")) {
      return starting(word, names(word, b -> Suggestion.of(b.name(), b.status())));
    }
    return switch (label) {
      case "SERVER" -> starting(word, everywhere());
      case "FAULT" -> plain(word, vocabulary.drills());
      case "CHANGE" -> plain(word, vocabulary.changes());
      case "ID|ALERT|FILE" -> plain(word, vocabulary.runbooks());
      case "FILE", "PATH" -> List.of(Suggestion.FILES);
      default -> List.of();
    };
  }

  /// @return the servers of the backend that was typed, else the backends
  private Stream<Suggestion> names(String word, Function<Backend, Suggestion> ofBackend) {
    int slash = word.indexOf('/');
    List<Backend> backends = vocabulary.proxies().backends();
    return slash < 0
        ? backends.stream().map(ofBackend)
        : backends.stream()
            .filter(b -> b.name().equals(word.substring(0, slash)))
            .flatMap(b -> b.servers().stream())
            .map(s -> Suggestion.of(s.ref().toString(), state(s)));
  }

  private Stream<Suggestion> frontends() {
    return vocabulary.proxies().frontends().stream()
        .map((Frontend f) -> Suggestion.of(f.name(), f.status()));
  }

  private Stream<Suggestion> everywhere() {
    return vocabulary.proxies().backends().stream()
        .flatMap(b -> b.servers().stream())
        .map(s -> Suggestion.of(s.ref().server(), ""))
        .distinct();
  }

  private static String state(Server server) {
    String check = server.checkFails() ? server.check().map(HealthCheck::raw).orElse("") : "";
    return (server.status().raw() + " " + check).strip();
  }

  private static List<Suggestion> plain(String word, List<String> values) {
    return starting(word, values.stream().map(v -> Suggestion.of(v, "")));
  }

  /// Names with blanks or control characters cannot be typed, and are not for a terminal.
  private static List<Suggestion> starting(String word, Stream<Suggestion> all) {
    return all.filter(s -> s.value().startsWith(word) && s.value().matches("\\p{Graph}+"))
        .map(s -> new Suggestion(s.value(), s.says().replaceAll("\\p{Cntrl}", "?"), s.ends()))
        .toList();
  }
}
