package org.haproxydoctor.diagnose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a rule found on one subject.
///
/// @param subject `backend/server`, `backend` or `process`
/// @param says the fault as a clause, without the subject's name and equal for all subjects with
///   the same fault, so that they can share it: `the health check GET /healthz is answered with
///   404`
/// @param evidence at least one
/// @param facts values for the runbook's variables, such as `check.path`
/// @param doubtful another witness contradicts, or the sign is ambiguous
/// @param reach whom it concerns, where the rule knows better than the backend's state
public record Clue(
    String subject,
    String says,
    List<Evidence> evidence,
    Map<String, String> facts,
    boolean doubtful,
    Reach reach) {

  /// Whom a fault concerns.
  public enum Reach {
    /// As many as the state of the backend says.
    USUAL,
    /// Everybody, although HAProxy finds the backend well: none of the requests succeeds.
    EVERYBODY,
    /// Nobody that is known of: worth knowing, no alarm.
    NOBODY,
    /// Nobody yet, but everybody at the next reload or change.
    LATER
  }

  /// The subject of clues on HAProxy as a whole.
  public static final String PROCESS = "process";

  public Clue(
      String subject,
      String says,
      List<Evidence> evidence,
      Map<String, String> facts,
      boolean doubtful) {
    this(subject, says, evidence, facts, doubtful, Reach.USUAL);
  }

  public Clue {
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("a clue needs evidence: " + subject + " " + says);
    }
    evidence = List.copyOf(evidence);
    facts = Map.copyOf(facts);
  }

  public static Clue of(Object subject, String says, List<Evidence> evidence) {
    return new Clue(subject.toString(), says, evidence, Map.of(), false);
  }

  /// @param more wins over facts of the same name
  public Clue withFacts(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(facts);
    all.putAll(more);
    return new Clue(subject, says, evidence, all, doubtful, reach);
  }

  /// @param subjects whose evidence is left out; never that of the clue's own subject
  Clue withoutEvidenceOf(Set<String> subjects) {
    List<Evidence> left =
        evidence.stream()
            .filter(e -> e.subject().equals(subject) || !subjects.contains(e.subject()))
            .toList();
    return new Clue(subject, says, left, facts, doubtful, reach);
  }

  /// @return the same clue where what this program tried and its host's facts are testimony from
  ///   elsewhere: shown, but not counted
  Clue fromAfar() {
    List<Evidence> weighed =
        evidence.stream()
            .map(e ->
                e.witness() == Evidence.Witness.PROBE || e.witness() == Evidence.Witness.HOST
                    ? e.asContext()
                    : e)
            .toList();
    boolean alone = weighed.stream().allMatch(e -> e.witness() == Evidence.Witness.CONTEXT);
    return new Clue(subject, says, weighed, facts, doubtful || alone);
  }

  public Clue inDoubt() {
    return new Clue(subject, says, evidence, facts, true, reach);
  }

  public Clue concerning(Reach whom) {
    return new Clue(subject, says, evidence, facts, doubtful, whom);
  }
}
