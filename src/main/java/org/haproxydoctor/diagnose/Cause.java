package org.haproxydoctor.diagnose;

/// A root cause of the public catalogue.
///
/// @param id kebab-case, never changes its meaning; equal to the rule's class name
/// @param title a few words for people
/// @param planned someone wanted it so: not an alarm while the backend still serves
public record Cause(String id, String title, boolean planned) {
  public static Cause fault(String id, String title) {
    return new Cause(id, title, false);
  }

  public static Cause planned(String id, String title) {
    return new Cause(id, title, true);
  }
}
