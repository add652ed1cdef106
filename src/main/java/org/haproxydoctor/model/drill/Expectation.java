package org.haproxydoctor.model.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a diagnosis must say of a rehearsal.
///
/// @param status OK, WARNING, CRITICAL or UNKNOWN
/// @param cause what must come first; empty when nothing is wrong
/// @param subjects exactly those of the first finding
/// @param also other causes that are true as well
/// @param never look-alikes that must not be found
/// @param witnesses who must vouch for the first finding
public record Expectation(
    String status,
    Optional<String> cause,
    List<String> subjects,
    List<String> also,
    List<String> never,
    List<Witness> witnesses) {
  public Expectation {
    subjects = List.copyOf(subjects);
    also = List.copyOf(also);
    never = List.copyOf(never);
    witnesses = List.copyOf(witnesses);
  }

  /// Nothing is wrong, and nothing may be found but remarks of severity `info`.
  public static Expectation healthy() {
    return new Expectation("OK", Optional.empty(), List.of(), List.of(), List.of(), List.of());
  }

  /// @return what the diagnosis missed, one clause each; empty when it is right
  public List<String> missedBy(Diagnosed diagnosed) {
    List<String> missed = new ArrayList<>();
    if (!diagnosed.status().equals(status)) {
      missed.add("the status is " + diagnosed.status() + " instead of " + status);
    }
    cause.ifPresent(expected -> judgeFirst(expected, diagnosed, missed));
    judgeOthers(diagnosed, missed);
    return missed;
  }

  private void judgeFirst(String expected, Diagnosed diagnosed, List<String> missed) {
    if (diagnosed.findings().isEmpty()) {
      missed.add("nothing was found instead of " + expected);
      return;
    }
    Diagnosed.Found first = diagnosed.findings().getFirst();
    if (!first.cause().equals(expected)) {
      missed.add(first.cause() + " came first instead of " + expected);
      return;
    }
    Set<String> named = new TreeSet<>(first.subjects());
    if (!named.equals(new TreeSet<>(subjects))) {
      missed.add(expected + " was found on " + named + " instead of " + subjects);
    }
    witnesses.stream()
        .filter(w -> !first.has(w))
        .map(w -> expected + " has no evidence from " + w.name().toLowerCase(Locale.ROOT))
        .forEach(missed::add);
  }

  private void judgeOthers(Diagnosed diagnosed, List<String> missed) {
    for (String other : also) {
      if (diagnosed.findings().stream().noneMatch(f -> f.cause().equals(other))) {
        missed.add(other + " was not found");
      }
    }
    for (Diagnosed.Found found : diagnosed.findings()) {
      boolean wanted = cause.equals(Optional.of(found.cause())) || also.contains(found.cause());
      if (never.contains(found.cause())) {
        missed.add("the look-alike " + found.cause() + " was found");
      } else if (!wanted && found.isAlarm()) {
        missed.add(found.cause() + " was found without being there");
      }
    }
  }
}
