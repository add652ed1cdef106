package org.haproxydoctor.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Which of one file's `.if` branches is being read (configuration manual, section 2.4).
final class Branches {
  private enum State {
    /// This branch is read.
    TAKEN,
    /// No branch was taken yet.
    WAITING,
    /// A branch was taken already, or the whole block lies in a branch not taken.
    OVER
  }

  private record Level(State state, boolean elseSeen) {}

  private final Deque<Level> levels = new ArrayDeque<>();

  boolean active() {
    Level level = levels.peek();
    return level == null || level.state() == State.TAKEN;
  }

  boolean balanced() {
    return levels.isEmpty();
  }

  void open(BooleanSupplier condition) {
    if (!active()) {
      levels.push(new Level(State.OVER, false));
    } else {
      levels.push(new Level(condition.getAsBoolean() ? State.TAKEN : State.WAITING, false));
    }
  }

  /// @param condition asked only when it matters; always true for `.else`
  /// @return what is wrong, if anything
  Optional<String> next(String directive, BooleanSupplier condition) {
    Level level = levels.peek();
    if (level == null) {
      return Optional.of(directive + " without .if");
    }
    if (level.elseSeen()) {
      return Optional.of(directive + " after .else");
    }
    levels.pop();
    boolean last = directive.equals(".else");
    State state =
        switch (level.state()) {
          case TAKEN, OVER -> State.OVER;
          case WAITING -> condition.getAsBoolean() ? State.TAKEN : State.WAITING;
        };
    levels.push(new Level(state, last));
    return Optional.empty();
  }

  Optional<String> close() {
    if (levels.isEmpty()) {
      return Optional.of(".endif without .if");
    }
    levels.pop();
    return Optional.empty();
  }
}
