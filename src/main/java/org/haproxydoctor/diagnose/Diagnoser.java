package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

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
      answers.add(Answer.of(rule.cause(), rule.examine(seen, suspects)));
    }
    List<Finding> findings =
        Explains.withoutExplained(answers, suspects).stream()
            .filter(a -> !a.clues().isEmpty())
            .map(a -> finding(a, impact))
            .sorted(worstFirst(impact))
            .toList();
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
    return Comparator.comparing(Finding::severity)
        .thenComparing(Finding::certainty)
        .thenComparingLong(f -> -impact.active(f.subjects()))
        .thenComparingInt(f -> -f.subjects().size())
        .thenComparing(f -> f.cause().planned());
  }

  private static Finding finding(Answer answer, Impact impact) {
    List<Clue> clues = answer.clues();
    return new Finding(
        answer.cause(),
        impact.worst(answer.cause(), clues),
        Certainty.ofSurest(clues),
        Summary.of(clues),
        clues);
  }
}
