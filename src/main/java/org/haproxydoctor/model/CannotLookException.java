package org.haproxydoctor.model;

/// Something that a command cannot do without could not be looked at: exit status 3.
///
/// The message is one sentence without final stop.
public final class CannotLookException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String hint;

  /// @param what one sentence without final stop: what could not be had
  /// @param hint one sentence without final stop: the way out
  public CannotLookException(String what, String hint) {
    super(what);
    this.what = what;
    this.hint = hint;
  }

  public String what() {
    return what;
  }

  public String hint() {
    return hint;
  }
}
