package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.haproxydoctor.diagnose.Opinion.Found;
import org.haproxydoctor.diagnose.Opinion.NotConcerned;
import org.haproxydoctor.diagnose.Opinion.RuledOut;

/// What one rule had to say of all subjects together.
///
/// @param open what could not be decided, each reason once
record Answer(Cause cause, List<Clue> clues, boolean anyRuledOut, List<NotExamined> open) {
  Answer {
    clues = List.copyOf(clues);
    open = List.copyOf(open);
  }

  static Answer of(Cause cause, List<Opinion> opinions) {
    List<Clue> clues = new ArrayList<>();
    Set<String> reasons = new TreeSet<>();
    boolean anyRuledOut = false;
    for (Opinion opinion : opinions) {
      switch (opinion) {
        case Found(Clue clue) -> clues.add(clue);
        case RuledOut _ -> anyRuledOut = true;
        case Opinion.NotExamined(String why) -> reasons.add(why);
        case NotConcerned _ -> {}
      }
    }
    List<NotExamined> open = reasons.stream().map(why -> new NotExamined(cause.id(), why)).toList();
    return new Answer(cause, clues, anyRuledOut, open);
  }

  Answer withClues(List<Clue> left) {
    return new Answer(cause, left, anyRuledOut, open);
  }

  /// @return as when HAProxy runs on another host than the one that was looked from
  Answer fromAfar() {
    return withClues(clues.stream().map(Clue::fromAfar).toList());
  }

  /// @return whether the witnesses speak against it for every subject concerned
  boolean isRuledOut() {
    return anyRuledOut && clues.isEmpty() && open.isEmpty();
  }
}
