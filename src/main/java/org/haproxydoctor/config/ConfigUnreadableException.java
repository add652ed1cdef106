package org.haproxydoctor.config;

/// No configuration file at all could be read.
public final class ConfigUnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param sentence what went wrong, naming the file
  /// @param hint the way out
  public ConfigUnreadableException(String sentence, String hint) {
    super(sentence);
    this.hint = hint;
  }

  /// @return what to do about it, one sentence
  public String hint() {
    return hint;
  }
}
