package org.haproxydoctor.diagnose;

/// A root cause of the public catalogue.
///
/// @param id kebab-case, never changes its meaning; equal to the rule's class name
/// @param planned someone wanted it so: not an alarm while the backend still serves
public record Cause(String id, boolean planned) {
  public static Cause fault(String id) {
    return new Cause(id, false);
  }

  public static Cause planned(String id) {
    return new Cause(id, true);
  }
}
