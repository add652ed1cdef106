package org.haproxydoctor.mitigate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.haproxydoctor.mitigate.Entry.Ended;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.mitigate.Planner.Wish;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;

/// Carries out a plan that someone has said yes to; the only place from which HAProxy is changed.
///
/// Each change is written to the journal first, sent, and looked for. The first that does not work
/// ends the rest.
public final class Executor {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Haproxy haproxy;
  private final Journal journal;
  private final Author author;
  private final Supplier<Instant> clock;
  private final Set<ServerRef> outageAllowed;
  private final Duration verifying;
  private int number;

  /// Whose changes they are.
  ///
  /// @param run what the changes of this command share in the journal
  /// @param made how many changes the journal has of it already
  public record Author(String run, int made, String who, Optional<String> why) {}

  /// @param outageAllowed as in [Planner]
  /// @param verifying how long to look for a change that HAProxy said yes to
  public Executor(
      Haproxy haproxy,
      Journal journal,
      Author author,
      Supplier<Instant> clock,
      Set<ServerRef> outageAllowed,
      Duration verifying) {
    this.haproxy = haproxy;
    this.journal = journal;
    this.author = author;
    this.number = author.made();
    this.clock = clock;
    this.outageAllowed = Set.copyOf(outageAllowed);
    this.verifying = verifying;
  }

  /// What became of one change.
  ///
  /// @param detail as in [Ended]
  public record Done(Change change, Outcome outcome, String detail) {
    public boolean isVerified() {
      return outcome == Outcome.VERIFIED;
    }
  }

  /// @param planned the process the plan was made for
  /// @param undoes which changes of the journal these take back
  /// @return one for each change that was begun; the last of them alone may have failed
  /// @throws CannotLookException when the journal cannot be written, or HAProxy does not answer
  ///   before anything was sent
  public List<Done> carryOut(
      List<Change> changes, ProcessIdentity planned, Map<ServerRef, List<String>> undoes) {
    List<Done> done = new ArrayList<>();
    for (Change change : changes) {
      number++;
      Done one =
          carryOut(
              author.run() + "." + number,
              change,
              planned,
              undoes.getOrDefault(change.server(), List.of()));
      done.add(one);
      if (!one.isVerified()) {
        break;
      }
    }
    return List.copyOf(done);
  }

  private Done carryOut(String id, Change change, ProcessIdentity planned, List<String> undoes) {
    write(
        new Entry.Begun(
            id,
            author.run(),
            clock.get(),
            author.who(),
            author.why(),
            haproxy.address(),
            planned,
            change.server(),
            change.from(),
            change.to(),
            change.command().line(),
            undoes));
    Done done = attempt(change, planned);
    write(new Ended(id, clock.get(), done.outcome(), done.detail()));
    return done;
  }

  private Done attempt(Change change, ProcessIdentity planned) {
    Optional<String> overtaken;
    try {
      overtaken = overtaken(change, planned);
    } catch (Haproxy.NoAnswerException e) {
      return new Done(change, Outcome.REFUSED, "not sent: " + e.what());
    }
    if (overtaken.isPresent()) {
      return new Done(change, Outcome.OVERTAKEN, overtaken.get());
    }
    try {
      String answer = haproxy.send(change.command());
      if (!answer.isEmpty()) {
        return new Done(change, Outcome.REFUSED, "HAProxy says: " + answer);
      }
      return verify(change);
    } catch (Haproxy.NoAnswerException e) {
      return new Done(change, Outcome.UNVERIFIED, e.what());
    }
  }

  private Optional<String> overtaken(Change change, ProcessIdentity planned) {
    if (!haproxy.process().isSame(planned)) {
      return Optional.of("HAProxy was restarted or reloaded since the plan was made");
    }
    Situation now = Situation.of(haproxy, Map.of());
    Optional<AdminState> state = now.state(change.server());
    if (state.isEmpty()) {
      return Optional.of("the server is no longer there");
    }
    if (state.get() != change.from()) {
      return Optional.of(
          "somebody has put it into state " + state.get().word() + " since the plan was made");
    }
    // While somebody thought about it, others may have gone that were to serve.
    Wish wish = new Wish(change.server(), change.to());
    return new Planner(now, outageAllowed)
        .plan(List.of(wish)).refusals().stream()
            .map(r -> r.subject() + ": " + r.what())
            .findFirst();
  }

  private Done verify(Change change) {
    Deadline deadline = Deadline.in(verifying);
    Optional<AdminState> now = state(change.server());
    while (now.filter(change.to()::equals).isEmpty() && !deadline.passed()) {
      pause();
      now = state(change.server());
    }
    return now.filter(change.to()::equals).isPresent()
        ? new Done(change, Outcome.VERIFIED, "")
        : new Done(
            change,
            Outcome.UNVERIFIED,
            "it shows state " + now.map(AdminState::word).orElse("unknown"));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<AdminState> state(ServerRef server) {
    return Optional.ofNullable(haproxy.states().get(server)).map(s -> AdminState.of(s.admin()));
  }

  private void write(Entry entry) {
    try {
      journal.add(entry);
    } catch (IOException e) {
      throw new CannotLookException(
          "the journal of changes cannot be written: " + Journal.why(e),
          entry instanceof Ended
              ? "the last change was sent; look at its server before anything else"
              : "nothing was sent; make room for it, or set XDG_STATE_HOME to a place that is"
                  + " yours");
    }
  }
}
