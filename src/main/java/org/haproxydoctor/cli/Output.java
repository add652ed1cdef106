package org.haproxydoctor.cli;

/// The forms that results come in.
public enum Output {
  TEXT,
  JSON,
  CSV;

  /// A command that offers other forms than text and JSON.
  public interface Offer {
    /// @return whether the command can write this form
    boolean offers(Output output);
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
