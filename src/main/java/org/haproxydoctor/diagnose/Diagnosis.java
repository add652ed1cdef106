package org.haproxydoctor.diagnose;

import java.util.List;

/// The answer: what is wrong, what is not, and what is not known.
///
/// @param findings the cause to act on first comes first
/// @param ruledOut ids of causes that the witnesses speak against, in the catalogue's order
public record Diagnosis(
    Status status, List<Finding> findings, List<String> ruledOut, List<NotExamined> notExamined) {
  public Diagnosis {
    findings = List.copyOf(findings);
    ruledOut = List.copyOf(ruledOut);
    notExamined = List.copyOf(notExamined);
  }
}
