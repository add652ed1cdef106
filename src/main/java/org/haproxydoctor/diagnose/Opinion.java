package org.haproxydoctor.diagnose;

import java.util.function.Supplier;

/// What a rule thinks of one subject.
public sealed interface Opinion {
  /// The cause is present.
  record Found(Clue clue) implements Opinion {}

  /// The witnesses were heard and speak against it.
  record RuledOut() implements Opinion {}

  /// A witness that could decide was not heard.
  ///
  /// @param why one sentence without final stop
  record NotExamined(String why) implements Opinion {}

  /// The question does not arise for this subject.
  record NotConcerned() implements Opinion {}

  static Opinion found(Clue clue) {
    return new Found(clue);
  }

  static Opinion ruledOut() {
    return new RuledOut();
  }

  static Opinion notExamined(String why) {
    return new NotExamined(why);
  }

  static Opinion notConcerned() {
    return new NotConcerned();
  }

  /// @return found when the condition holds, else ruled out
  static Opinion foundIf(boolean condition, Supplier<Clue> clue) {
    return condition ? new Found(clue.get()) : new RuledOut();
  }
}
