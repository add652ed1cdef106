package org.haproxydoctor.runbook;

/// A piece of a runbook's text, in the order in which it is read; markup is gone, `code` keeps its
/// backticks.
public sealed interface Part {
  String text();

  /// @return the same piece with another text
  Part withText(String other);

  /// Sentences, possibly with line breaks that the author asked for.
  record Paragraph(String text) implements Part {
    @Override
    public Part withText(String other) {
      return new Paragraph(other);
    }
  }

  /// An item of a list.
  ///
  /// @param depth 0 for the outermost list of the step
  /// @param marker `-` or a number such as `2.`
  record Bullet(int depth, String marker, String text) implements Part {
    @Override
    public Part withText(String other) {
      return new Bullet(depth, marker, other);
    }
  }

  /// A fenced or indented block, shown and never run.
  ///
  /// @param language first word after the fence in lower case, empty when none
  /// @param text lines without the fence, without a final newline
  record Code(String language, String text) implements Part {
    /// @return whether an operator would paste the lines into a shell
    public boolean isShell() {
      return switch (language) {
        case "sh", "bash", "shell", "console", "zsh" -> true;
        default -> false;
      };
    }

    @Override
    public Part withText(String other) {
      return new Code(language, other);
    }
  }
}
