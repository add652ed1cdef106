package org.haproxydoctor.cli;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.guide.Event.Answer;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.runbook.Task;
import picocli.CommandLine.Model.CommandSpec;

/// Takes a runbook's action steps as `maint` would: with plan, guards, question, journal and undo.
final class ActionSteps {
  private final StateChange change;

  ActionSteps(StateChange change) {
    this.change = change;
  }

  /// @return what became of all actions of the step; the first that is not done ends it
  Answer take(Offer.Taking step, Page page, CommandSpec spec) {
    for (Task.Action action : step.way().actions()) {
      Optional<AdminState> to = state(action);
      if (to.isEmpty() || action.target().isEmpty()) {
        page.line("This can only be done by hand.");
        return Answer.NOT_DONE;
      }
      ServerChoice choice = new ServerChoice();
      choice.servers = List.of(action.target().get());
      try {
        int status = change.run(to.get(), choice, new ChangeOptions(), Optional.empty(), spec);
        if (status != ExitCode.OK.value()) {
          return Answer.NOT_DONE;
        }
      } catch (CannotLookException e) {
        page.paragraph("Not done: ", "  ", e.getMessage() + "; " + e.hint());
        return Answer.NOT_DONE;
      }
    }
    return Answer.DONE;
  }

  /// @return the command that does the same; empty when there is none
  static Optional<String> command(Task.Action action) {
    return state(action).flatMap(s -> action.target().map(t -> "maint " + s.word() + " " + t));
  }

  private static Optional<AdminState> state(Task.Action action) {
    return switch (action.operation()) {
      case DRAIN -> Optional.of(AdminState.DRAIN);
      case MAINT -> Optional.of(AdminState.MAINT);
      case READY -> Optional.of(AdminState.READY);
      case WEIGHT, MAXCONN, HEALTH, AGENT -> Optional.empty();
    };
  }
}
