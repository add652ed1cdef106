package org.haproxydoctor.guide;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something that happened on the way through a runbook, in the order in which it did.
public sealed interface Event {
  Instant at();

  /// A walk begins.
  ///
  /// @param who the user of this host
  /// @param asked what is needed to ask the same again
  record Begun(Instant at, String who, Asked asked) implements Event {}

  /// What a walk is about, as the command line said it.
  ///
  /// @param targets empty for everything
  /// @param runbook empty for the one that fits
  /// @param sockets empty for where HAProxy is found
  /// @param configs empty for the ones that HAProxy was started with
  /// @param whole whether the steps that only a person can take are gone through from the first
  record Asked(
      List<String> targets,
      Optional<String> runbook,
      List<String> sockets,
      List<String> configs,
      boolean whole) {
    public Asked {
      targets = List.copyOf(targets);
      sockets = List.copyOf(sockets);
      configs = List.copyOf(configs);
    }
  }

  /// A diagnosis was made.
  ///
  /// @param runbook the one that was walked
  /// @param status OK, WARNING, CRITICAL or UNKNOWN
  /// @param steps what each step said
  /// @param findings causes with their summaries
  record Diagnosed(
      Instant at, String runbook, String status, List<String> steps, List<String> findings)
      implements Event {
    public Diagnosed {
      steps = List.copyOf(steps);
      findings = List.copyOf(findings);
    }
  }

  /// A step was offered, and this was the answer.
  ///
  /// @param step what tells it from the others
  /// @param title of the step
  record Answered(Instant at, String step, String title, Answer answer) implements Event {}

  /// A person's own words.
  record Noted(Instant at, String text) implements Event {}

  /// What waiting for the recovery came to.
  record Waited(Instant at, String says, boolean recovered) implements Event {}

  /// The person left, or there was nothing more to do.
  ///
  /// @param finished whether there is nothing to go on with
  record Ended(Instant at, boolean finished) implements Event {}

  /// What became of a step.
  enum Answer {
    /// It was taken through the guarded path.
    DONE,
    /// It was to be taken through the guarded path and was not, or could not be verified.
    NOT_DONE,
    /// A person did it.
    BY_HAND,
    /// It was read, and nothing was done.
    READ,
    SKIPPED;

    /// @return as people read it
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// @return whether the step need not be offered again
    public boolean isSettled() {
      return this != NOT_DONE;
    }

    /// @return whether something may have changed
    public boolean isAct() {
      return this == DONE || this == BY_HAND || this == NOT_DONE;
    }
  }
}
