package org.haproxydoctor.mitigate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.mitigate.Executor.Done;
import org.haproxydoctor.mitigate.Planner.Wish;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus.Word;

/// Maintains the servers of a backend one after the other, or a few at once where that is wanted
/// and enough are left: drain, wait for the sessions, maintenance, the work itself, back, and on
/// only when HAProxy's own check has passed again.
///
/// The first thing that does not work ends it; the servers in hand stay as they are then.
public final class Rolling {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Haproxy haproxy;
  private final ProcessIdentity process;
  private final Executor executor;
  private final Limits limits;
  private final Set<ServerRef> outageAllowed;
  private final Hands hands;
  private final Map<ServerRef, Duration> rising = new HashMap<>();

  /// How long to wait, and for how many.
  ///
  /// @param sessions for the last session to end
  /// @param recovery for the server's own check to pass, before it comes back and after; there
  ///   beyond the time that `rise` checks take
  /// @param together how many servers are out at once
  public record Limits(Duration sessions, Duration recovery, int together) {
    /// @return the servers in the groups that are out together
    public List<List<ServerRef>> groups(List<ServerRef> servers) {
      List<List<ServerRef>> groups = new ArrayList<>();
      for (int i = 0; i < servers.size(); i += together) {
        groups.add(servers.subList(i, Math.min(i + together, servers.size())));
      }
      return groups;
    }
  }

  /// What is done outside of HAProxy, and who is told.
  public interface Hands {
    /// Does the work on a server that is out.
    ///
    /// @return why it failed
    Optional<String> work(ServerRef server);

    /// Repeats a server's own check.
    Trial check(ServerRef server);

    /// A step begins.
    void begins(ServerRef server, Step step);

    /// A server is back.
    void passed(ServerRef server);
  }

  /// What the repetition of a server's own check came to.
  ///
  /// @param failing why it fails
  /// @param rising how long as many checks as `rise` wants take (configuration manual, section 5.2,
  ///   `inter`); zero when there is none, or it is not known
  public record Trial(Optional<String> failing, Duration rising) {
    public static final Trial NONE = new Trial(Optional.empty(), Duration.ZERO);
  }

  /// What is done with each server, in this order.
  public enum Step {
    DRAIN,
    SESSIONS,
    MAINTENANCE,
    WORK,
    CHECK,
    READY,
    RECOVERY
  }

  /// Where it stopped.
  ///
  /// @param why one phrase
  public record Stop(ServerRef server, Step step, String why) {}

  /// @param outageAllowed as in [Planner]
  public Rolling(
      Haproxy haproxy,
      ProcessIdentity process,
      Executor executor,
      Limits limits,
      Set<ServerRef> outageAllowed,
      Hands hands) {
    this.haproxy = haproxy;
    this.process = process;
    this.executor = executor;
    this.limits = limits;
    this.outageAllowed = Set.copyOf(outageAllowed);
    this.hands = hands;
  }

  /// @param servers in order; the first may be out already, by an earlier run that did not end
  /// @return where it stopped; empty when all are through
  public Optional<Stop> run(List<ServerRef> servers) {
    for (List<ServerRef> group : limits.groups(servers)) {
      Optional<Stop> stop = maintain(group);
      if (stop.isPresent()) {
        return stop;
      }
      group.forEach(hands::passed);
    }
    return Optional.empty();
  }

  private Optional<Stop> maintain(List<ServerRef> group) {
    for (Step step : Step.values()) {
      for (ServerRef server : group) {
        hands.begins(server, step);
        Optional<String> failed = attempt(step, server, group);
        if (failed.isPresent()) {
          return failed.map(why -> new Stop(server, step, why));
        }
      }
    }
    return Optional.empty();
  }

  /// @return why it failed
  private Optional<String> attempt(Step step, ServerRef server, List<ServerRef> group) {
    try {
      return switch (step) {
        case DRAIN ->
            isOut(server)
                ? Optional.empty()
                : tooManyOf(group).or(() -> brought(server, AdminState.DRAIN));
        case SESSIONS -> sessionsEnded(server);
        case MAINTENANCE -> brought(server, AdminState.MAINT);
        case WORK -> hands.work(server);
        case CHECK -> checkPasses(server);
        case READY -> brought(server, AdminState.READY);
        case RECOVERY -> recovered(server);
      };
    } catch (Haproxy.NoAnswerException e) {
      return Optional.of(e.what());
    }
  }

  private Optional<String> tooManyOf(List<ServerRef> group) {
    if (group.size() == 1) {
      return Optional.empty();
    }
    Situation now = Situation.of(haproxy, Map.of());
    return tooMany(new Planner(now, outageAllowed).plan(out(group)), group.size())
        .map(Refusal::what);
  }

  /// @return the servers' maintenance as wishes
  public static List<Wish> out(List<ServerRef> group) {
    return group.stream().map(s -> new Wish(s, AdminState.MAINT)).toList();
  }

  /// Several are out at once only while at least half of what their backends can bear stays.
  ///
  /// @param plan that takes out the servers of a group
  /// @return why so many are not to be taken out together
  public static Optional<Refusal> tooMany(Plan plan, int together) {
    return plan.effects().stream()
        .filter(e -> together > 1 && 2 * e.after().weight() < e.before().weight())
        .findFirst()
        .map(e ->
            new Refusal(
                e.backend(),
                "with "
                    + together
                    + " servers out at once less than half of its weight is left, "
                    + e.after().weight()
                    + " of "
                    + e.before().weight(),
                "name a smaller --batch"));
  }

  private boolean isOut(ServerRef server) {
    return Situation.of(haproxy, Map.of())
        .state(server)
        .filter(s -> s != AdminState.READY)
        .isPresent();
  }

  /// Planned anew each time: what was so at the beginning may be otherwise by now.
  private Optional<String> brought(ServerRef server, AdminState to) {
    Plan plan =
        new Planner(Situation.of(haproxy, Map.of()), outageAllowed)
            .plan(List.of(new Wish(server, to)));
    if (plan.isRefused()) {
      return Optional.of(plan.refusals().getFirst().what());
    }
    List<Done> done = executor.carryOut(plan.changes(), process, Map.of());
    return done.stream()
        .filter(d -> !d.isVerified())
        .map(d -> d.detail().isEmpty() ? "it did not work" : d.detail())
        .findFirst();
  }

  private Optional<String> sessionsEnded(ServerRef server) {
    Draining.Left left =
        new Draining(haproxy, process, PAUSE).await(List.of(server), limits.sessions(), _ -> {});
    return left.isOver() ? Optional.empty() : Optional.of(left.trouble().orElse(left.says()));
  }

  private Optional<String> checkPasses(ServerRef server) {
    Deadline deadline = Deadline.in(limits.recovery());
    Trial trial = hands.check(server);
    while (trial.failing().isPresent() && !deadline.passed() && rest()) {
      trial = hands.check(server);
    }
    rising.put(server, trial.rising());
    return trial.failing().map(why -> "its own check would fail: " + why);
  }

  /// A server that comes back is UP before any check (`srv_set_running()`), and HAProxy does not
  /// count those that pass: `rise` of them have, once it was well for as long as they take.
  private Optional<String> recovered(ServerRef server) {
    Duration rise = rising.getOrDefault(server, Duration.ZERO);
    Deadline deadline = Deadline.in(limits.recovery().plus(rise));
    Optional<Server> now = row(server);
    Deadline proven = Deadline.in(rise);
    while (!(proven.passed() && now.filter(Rolling::isWell).isPresent())
        && !deadline.passed()
        && rest()) {
      now = row(server);
      proven = now.filter(Rolling::isWell).isPresent() ? proven : Deadline.in(rise);
    }
    return proven.passed() && now.filter(Rolling::isWell).isPresent()
        ? Optional.empty()
        : Optional.of(
            "it is "
                + now.map(s -> s.status().raw()).orElse("gone")
                + ", not UP with as many passed checks as `rise` wants");
  }

  private static boolean isWell(Server server) {
    boolean passed =
        server
            .check()
            .map(HealthCheck::status)
            .filter(s -> s.result() == CheckStatus.Result.PASSED)
            .isPresent();
    Word word = server.status().word();
    return (word == Word.UP && (passed || server.tracked().isPresent())) || word == Word.NO_CHECK;
  }

  private Optional<Server> row(ServerRef server) {
    return haproxy.proxies().backend(server.backend()).stream()
        .flatMap(b -> b.servers().stream())
        .filter(s -> s.ref().equals(server))
        .findFirst();
  }

  private static boolean rest() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// @return the servers to go through, those that are in nobody's hands now
  public static List<ServerRef> servers(Situation situation, List<ServerRef> chosen) {
    List<ServerRef> ready = new ArrayList<>();
    for (ServerRef server : chosen) {
      if (situation.state(server).filter(AdminState.READY::equals).isPresent()) {
        ready.add(server);
      }
    }
    return ready;
  }
}
