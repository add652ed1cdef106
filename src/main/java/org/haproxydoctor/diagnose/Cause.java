package org.haproxydoctor.diagnose;

/// A root cause of the public catalogue.
///
/// @param id kebab-case, never changes its meaning; equal to the rule's class name
/// @param planned someone wanted it so: not an alarm while the backend still serves
/// @param supplementary only adds to another cause: never named first, nor alone
public record Cause(String id, boolean planned, boolean supplementary) {
  public static Cause fault(String id) {
    return new Cause(id, false, false);
  }

  public static Cause planned(String id) {
    return new Cause(id, true, false);
  }

  public static Cause supplementary(String id) {
    return new Cause(id, false, true);
  }
}
