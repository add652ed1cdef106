package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;
import org.haproxydoctor.observe.Standpoint;

/// Asks every rule about one incident and weighs the answers: pure, the same observations always
/// give the same diagnosis.
public final class Diagnoser {
  private final List<Rule> rules;

  /// @param rules in the catalogue's order, which decides where nothing else does
  public Diagnoser(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  public Diagnosis diagnose(Observations seen) {
    List<ServerCase> suspects = seen.suspects();
    Impact impact = new Impact(seen);
    List<Answer> answers = new ArrayList<>();
    for (Rule rule : rules) {
      Answer answer = Answer.of(rule.cause(), rule.examine(seen, suspects));
      answers.add(seen.standpoint() instanceof Standpoint.Afar ? answer.fromAfar() : answer);
    }
    List<Finding> findings =
        Explains.withoutExplained(answers, suspects).stream()
            .filter(a -> !a.clues().isEmpty())
            .map(a -> finding(a, impact, seen))
            .sorted(worstFirst(impact))
            .toList();
    if (findings.stream().allMatch(f -> f.cause().supplementary())) {
      findings = List.of();
    }
    List<NotExamined> open = new ArrayList<>();
    answers.forEach(a -> open.addAll(a.open()));
    open.addAll(Unheard.witnesses(seen, suspects, !findings.isEmpty()));
    return new Diagnosis(
        impact.status(findings),
        Explains.causesFirst(findings),
        answers.stream().filter(Answer::isRuledOut).map(a -> a.cause().id()).toList(),
        open);
  }

  private static Comparator<Finding> worstFirst(Impact impact) {
    return Comparator.comparing((Finding f) -> f.cause().supplementary())
        .thenComparing(Finding::severity)
        .thenComparing(Finding::certainty)
        // Whoever took servers out did so while the others still carried the load.
        .thenComparing(f -> f.cause().planned())
        .thenComparingLong(f -> -impact.active(f.sureSubjects()))
        .thenComparingInt(f -> -f.sureSubjects().size());
  }

  /// As sure as the subjects are that make it as severe as it is: an outage that is only possible
  /// is no confirmed outage because a server elsewhere has the same fault for sure.
  private static Finding finding(Answer answer, Impact impact, Observations seen) {
    Cause cause = answer.cause();
    List<Clue> clues = answer.clues();
    Severity severity = impact.worst(cause, clues);
    Certainty certainty =
        Certainty.ofSurest(
            clues.stream().filter(c -> impact.worst(cause, List.of(c)) == severity).toList());
    Optional<CommonFactor> factor =
        CommonFactor.of(
            clues.stream().map(Clue::subject).distinct().toList(),
            seen.backends(),
            seen::turnedDown);
    String summary = Summary.of(clues, certainty);
    return new Finding(
        cause,
        severity,
        certainty,
        factor.map(f -> summary + " (" + f.text() + ")").orElse(summary),
        clues,
        factor);
  }
}
