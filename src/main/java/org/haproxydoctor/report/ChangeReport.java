package org.haproxydoctor.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.mitigate.Draining.Left;
import org.haproxydoctor.mitigate.Executor.Done;
import org.haproxydoctor.mitigate.Plan;

/// A plan, and what became of it.
///
/// @param run what `maint undo` takes to go back; empty when nothing was sent
/// @param left what is left of the sessions of drained servers, when that was waited for
public record ChangeReport(
    Result result, String run, Plan plan, List<Done> done, Optional<Left> left) {
  /// How it ended.
  public enum Result {
    DONE,
    /// Everything was as wanted before.
    ALREADY,
    DRY_RUN,
    REFUSED,
    /// Nobody said yes.
    DECLINED,
    FAILED;

    public boolean isWell() {
      return this == DONE || this == ALREADY || this == DRY_RUN;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public ChangeReport {
    done = List.copyOf(done);
  }

  /// Nothing was sent.
  public static ChangeReport unsent(Result result, Plan plan) {
    return new ChangeReport(result, "", plan, List.of(), Optional.empty());
  }

  public ChangeReport with(Left sessions) {
    Result so = sessions.isOver() ? result : Result.FAILED;
    return new ChangeReport(so, run, plan, done, Optional.of(sessions));
  }
}
