package org.haproxydoctor.runtimeapi;

/// One Runtime API command line, into which names from outside cannot smuggle a second command.
///
/// @param line without the final line feed
public record Command(String line) {
  public Command {
    if (line.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a command is one line without control characters");
    }
  }

  /// Appends one argument, such as a server's name.
  ///
  /// The characters refused mean something to HAProxy's command line (management guide, "Unix
  /// Socket commands"): `;` begins another command, `\` escapes, a blank ends the word, `<<` begins
  /// a payload. None of them may stand in a proxy's or server's name.
  ///
  /// @throws IllegalArgumentException with a sentence, when the argument holds such a character
  public Command with(String argument) {
    if (argument.isEmpty()) {
      throw new IllegalArgumentException("a name of a command must not be empty");
    }
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c <= ' ' || c == ';' || c == '\\' || c == '<' || Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            "a name sent to HAProxy must not hold the character U+%04X".formatted((int) c));
      }
    }
    return new Command(line + " " + argument);
  }

  @Override
  public String toString() {
    return line;
  }
}
