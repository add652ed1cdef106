package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.cli.Changing.Request;
import org.haproxydoctor.mitigate.Haproxy;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.Planner;
import org.haproxydoctor.mitigate.Planner.Wish;
import org.haproxydoctor.mitigate.ProcessIdentity;
import org.haproxydoctor.mitigate.Rolling.Trial;
import org.haproxydoctor.mitigate.Situation;
import org.haproxydoctor.mitigate.SocketHaproxy;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.ProbeWish;
import org.haproxydoctor.observe.Probed;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.report.ChangeReport;
import org.haproxydoctor.report.ChangeReport.Result;
import picocli.CommandLine.Model.CommandSpec;

/// Brings the servers that a command names into one administrative state.
public final class StateChange {
  private final CommonOptions options;
  private final Looking looking;
  private final Changing changing;

  public StateChange(CommonOptions options, Looking looking, Changing changing) {
    this.options = options;
    this.looking = looking;
    this.changing = changing;
  }

  /// What follows a drain.
  ///
  /// @param longest to wait for the sessions to end
  /// @param maintenance whether the servers are put into maintenance then
  record Afterwards(Duration longest, boolean maintenance) {}

  /// @return the exit status
  int run(
      AdminState to,
      ServerChoice choice,
      ChangeOptions wanted,
      Optional<Afterwards> afterwards,
      CommandSpec spec) {
    choice.check(spec);
    wanted.yesTo(spec);
    wanted.allowOutage(spec);
    try (Collector looks = looking.at(Target.everything(), options, Deadline.in(options.budget))) {
      Haproxy haproxy = haproxy(looks);
      Proxies proxies = Looking.seen(looks.proxies());
      List<ServerRef> chosen = choice.from(proxies);
      Map<ServerRef, String> failing = to == AdminState.READY ? failing(chosen) : Map.of();
      Request request =
          foretelling(request(haproxy, to, chosen, failing, wanted, spec), chosen, afterwards);
      ChangeReport report = changing.change(request, wanted, spec);
      boolean isThere = report.result() == Result.DONE || report.result() == Result.ALREADY;
      if (afterwards.isPresent() && isThere) {
        report = finish(report, request, chosen, afterwards.get(), wanted, spec);
      }
      return changing.end(report, spec);
    } catch (Haproxy.NoAnswerException e) {
      throw new CannotLookException(e.what(), "nothing was sent; try again");
    }
  }

  private static Request request(
      Haproxy haproxy,
      AdminState to,
      List<ServerRef> servers,
      Map<ServerRef, String> failing,
      ChangeOptions wanted,
      CommandSpec spec) {
    ProcessIdentity process = haproxy.process();
    List<Wish> wishes = servers.stream().map(s -> new Wish(s, to)).toList();
    Planner planner = new Planner(Situation.of(haproxy, failing), wanted.allowOutage(spec));
    return Request.of(planner.plan(wishes), haproxy, process, Map.of());
  }

  /// What a yes to the plan is a yes to as well has to stand in it.
  private static Request foretelling(
      Request request, List<ServerRef> servers, Optional<Afterwards> afterwards) {
    return afterwards.filter(Afterwards::maintenance).isEmpty()
        ? request
        : request.with(
            request
                .plan()
                .with(
                    "when no session is left, "
                        + String.join(", ", servers.stream().map(ServerRef::toString).toList())
                        + (servers.size() == 1 ? " is" : " are")
                        + " put into maintenance"));
  }

  private ChangeReport finish(
      ChangeReport drained,
      Request request,
      List<ServerRef> servers,
      Afterwards afterwards,
      ChangeOptions wanted,
      CommandSpec spec) {
    Changing.Waited ended = changing.drained(request, servers, afterwards.longest(), spec);
    ChangeReport waited = drained.with(ended.left());
    if (ended.goBack()) {
      return changing.takenBack(waited, request.haproxy(), wanted, spec);
    }
    if (!ended.left().isOver() || !afterwards.maintenance()) {
      return waited;
    }
    Request second =
        request(request.haproxy(), AdminState.MAINT, servers, Map.of(), wanted, spec)
            .after(drained);
    ChangeReport after =
        isCovered(second.plan(), drained.plan(), wanted.yesTo(spec))
            ? changing.carryOut(second, wanted, spec)
            : changing.change(second, wanted, spec);
    return new ChangeReport(
        after.result(),
        after.run(),
        drained.plan(),
        Stream.concat(drained.done().stream(), after.done().stream()).toList(),
        waited.left());
  }

  /// @return the HAProxy that the options lead to
  Haproxy haproxy() {
    try (Collector looks = looking.at(Target.everything(), options, Deadline.in(options.budget))) {
      return haproxy(looks);
    }
  }

  /// @return the HAProxy at an address that the journal knows, unless the options name another
  Haproxy haproxy(String recorded) {
    return options.sockets.isEmpty() ? new SocketHaproxy(recorded, options.timeout) : haproxy();
  }

  /// @return whether the yes to the drain was one to this too: the same servers, as they were left
  private static boolean isCovered(Plan second, Plan first, Set<ServerRef> yesTo) {
    Set<ServerRef> agreed = new HashSet<>(yesTo);
    first.changes().forEach(c -> agreed.add(c.server()));
    return !second.isRefused()
        && !first.changes().isEmpty()
        && second.changes().stream()
            .allMatch(c -> c.from() == AdminState.DRAIN && agreed.contains(c.server()));
  }

  private Haproxy haproxy(Collector looks) {
    looks
        .trouble()
        .ifPresent(t -> {
          throw new CannotLookException(t.what(), t.hint());
        });
    return new SocketHaproxy(
        looks
            .socket()
            .orElseThrow(() ->
                new CannotLookException("no HAProxy answers", "name its socket with --socket")),
        options.timeout);
  }

  private Map<ServerRef, String> failing(List<ServerRef> chosen) {
    Map<ServerRef, String> failing = new HashMap<>();
    trials(chosen).forEach((ref, trial) -> trial.failing().ifPresent(why -> failing.put(ref, why)));
    return failing;
  }

  /// Repeats the servers' own checks; those without one are missing. Probes from elsewhere say
  /// nothing.
  Map<ServerRef, Trial> trials(List<ServerRef> chosen) {
    if (chosen.isEmpty()) {
      return Map.of();
    }
    Target target = new Target(chosen.stream().map(ServerRef::toString).toList());
    Map<ServerRef, Trial> trials = new HashMap<>();
    try (Collector looks = looking.at(target, options, Deadline.in(options.budget))) {
      List<Probed> probed = looks.probe(new ProbeWish.Health(Optional.empty()));
      boolean counts = looks.whereabouts().standpoint().note().isEmpty();
      for (Probed one : probed) {
        if (one.server().isPresent() && one.replay().isPresent()) {
          trials.put(one.server().get().ref(), trial(one.replay().get(), counts));
        }
      }
    }
    return trials;
  }

  private static Trial trial(CheckReplay replay, boolean counts) {
    CheckTiming timing = replay.spec().timing();
    return new Trial(
        Optional.of(replay.why()).filter(_ -> counts && !replay.passed()),
        timing.inter().multipliedBy(timing.rise()));
  }
}
