package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fills the commands of a shown shell block one by one.
final class ShellLines {
  private ShellLines() {}

  /// A command with its continuation lines is kept or left out as a whole, together with the
  /// comment right above it.
  ///
  /// @return empty when no command is left
  static Optional<String> fill(String text, Filling filling) {
    List<String> kept = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    boolean commands = false;
    for (String command : commands(text)) {
      boolean comment = command.isBlank() || command.stripLeading().startsWith("#");
      Quoting quoting = command.contains("socat") ? Quoting.PLAIN : Quoting.WORDS;
      Optional<String> filled = filling.complete(command, comment ? Quoting.NO_CONTROLS : quoting);
      if (comment) {
        filled.ifPresent(comments::add);
      } else if (filled.isPresent()) {
        kept.addAll(comments);
        kept.add(filled.get());
        commands = true;
        comments.clear();
      } else {
        comments.clear();
      }
    }
    return commands ? Optional.of(String.join("\n", kept).strip()) : Optional.empty();
  }

  private static List<String> commands(String text) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      command.append(command.isEmpty() ? "" : "\n").append(line);
      if (!line.endsWith("\\")) {
        commands.add(command.toString());
        command.setLength(0);
      }
    }
    if (!command.isEmpty()) {
      commands.add(command.toString());
    }
    return commands;
  }
}
