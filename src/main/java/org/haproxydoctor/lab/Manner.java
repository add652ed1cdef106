package org.haproxydoctor.lab;

import java.time.Duration;

/// When and how a route of a programmable backend answers.
///
/// @param act what it does once it has thought
/// @param delay how long it thinks
/// @param every matches only each so-manieth request that fits; 1 for all
/// @param turns matches so many fitting requests in a row, then as many not, and so on; 0 for all
/// @param most matches none beyond so many fitting requests; 0 for all
public record Manner(Act act, Duration delay, int every, int turns, int most) {

  /// What becomes of a request.
  public enum Act {
    /// It is answered.
    ANSWER,
    /// The connection is closed without a word.
    CLOSE,
    /// The connection is reset.
    RESET,
    /// Nothing ever comes.
    HANG,
    /// Something comes that is no HTTP.
    GARBAGE,
    /// The answer breaks off in the middle.
    CUT
  }

  static Manner usual() {
    return new Manner(Act.ANSWER, Duration.ZERO, 1, 0, 0);
  }

  /// @param number of the fitting requests before this one
  boolean takes(int number) {
    boolean inTurn = turns == 0 || number / turns % 2 == 0;
    return inTurn && number % every == every - 1 && (most == 0 || number < most);
  }
}
