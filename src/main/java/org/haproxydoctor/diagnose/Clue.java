package org.haproxydoctor.diagnose;

import java.util.List;
import java.util.Map;

/// What a rule found on one subject.
///
/// @param subject `backend/server`, `backend` or `process`
/// @param says the fault in a clause that reads after the subject: `answers GET /healthz with 404`
/// @param evidence at least one
/// @param facts values for the runbook's variables, such as `check.path`
/// @param doubtful another witness contradicts, or the sign is ambiguous
public record Clue(
    String subject,
    String says,
    List<Evidence> evidence,
    Map<String, String> facts,
    boolean doubtful) {

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

  public Clue withFacts(Map<String, String> more) {
    return new Clue(subject, says, evidence, more, doubtful);
  }

  public Clue inDoubt() {
    return new Clue(subject, says, evidence, facts, true);
  }
}
