package org.haproxydoctor.cli;

import java.util.Collection;
import java.util.Optional;
import org.haproxydoctor.model.NearNames;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// A word on the command line that is none of those there are.
public final class WrongWordException extends ParameterException {
  private static final long serialVersionUID = 1L;

  private final String question;

  /// @param word as it was written
  /// @param noun what the words are: `cause`; the command without an argument lists them
  WrongWordException(CommandLine command, String noun, String word, Collection<String> words) {
    super(command, "there is no " + noun + " '" + word + "'");
    this.question = NearNames.question(word, words).orElse("");
  }

  /// @return where all words are listed
  public String see() {
    return "see " + getCommandLine().getCommandSpec().qualifiedName() + " for all there are";
  }

  /// @return which of the words may have been meant; empty when none is near
  public Optional<String> question() {
    return Optional.of(question).filter(q -> !q.isEmpty());
  }
}
