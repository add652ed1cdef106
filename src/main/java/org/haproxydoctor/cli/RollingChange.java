package org.haproxydoctor.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.mitigate.BackendEffect;
import org.haproxydoctor.mitigate.Change;
import org.haproxydoctor.mitigate.Entry;
import org.haproxydoctor.mitigate.Executor;
import org.haproxydoctor.mitigate.Haproxy;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.Planner;
import org.haproxydoctor.mitigate.ProcessIdentity;
import org.haproxydoctor.mitigate.Refusal;
import org.haproxydoctor.mitigate.Rolled;
import org.haproxydoctor.mitigate.Rolling;
import org.haproxydoctor.mitigate.Rolling.Step;
import org.haproxydoctor.mitigate.Rolling.Stop;
import org.haproxydoctor.mitigate.Situation;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.report.ChangeReport.Result;
import org.haproxydoctor.report.JsonMaint;
import org.haproxydoctor.report.Page;
import org.haproxydoctor.report.RollingReport;
import org.haproxydoctor.report.TextPlan;
import org.haproxydoctor.report.TextRolling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Goes through the servers of a rolling maintenance, from the beginning or from where an earlier
/// one stopped.
public final class RollingChange {
  private final CommonOptions options;
  private final Screen screen;
  private final StateChange states;
  private final Changing changing;
  private final Consent consent;

  public RollingChange(
      CommonOptions options,
      Screen screen,
      StateChange states,
      Changing changing,
      Consent consent) {
    this.options = options;
    this.screen = screen;
    this.states = states;
    this.changing = changing;
    this.consent = consent;
  }

  /// @param work the command to run; null when a person does the work
  /// @return the exit status
  int begin(
      ServerChoice choice,
      @Nullable String work,
      Rolling.Limits limits,
      ChangeOptions wanted,
      CommandSpec spec) {
    choice.check(spec);
    Haproxy haproxy = states.haproxy();
    try {
      ProcessIdentity process = haproxy.process();
      Situation situation = Situation.of(haproxy, Map.of());
      List<ServerRef> servers = Rolling.servers(situation, choice.from(situation.proxies()));
      Entry.RollingBegun begun =
          new Entry.RollingBegun(
              Changing.run(Instant.now()),
              Instant.now(),
              haproxy.address(),
              process,
              servers,
              Optional.ofNullable(work),
              limits);
      Plan plan = plan(situation, servers, begun, wanted.allowOutage(spec));
      return carryOut(new Rolled(begun, List.of()), plan, true, haproxy, wanted, spec);
    } catch (Haproxy.NoAnswerException e) {
      throw new CannotLookException(e.what(), "nothing was sent; try again");
    }
  }

  /// @return the exit status
  int resume(ChangeOptions wanted, CommandSpec spec) {
    Rolled rolled =
        changing.history().rollings().reversed().stream()
            .filter(r -> !r.remaining().isEmpty())
            .findFirst()
            .orElseThrow(() ->
                new CannotLookException(
                    "no rolling maintenance is left to go on with",
                    "`maint history` shows what was done"));
    Haproxy haproxy = states.haproxy(rolled.begun().socket());
    try {
      if (!haproxy.process().isSame(rolled.begun().process())) {
        throw new CannotLookException(
            "HAProxy was restarted or reloaded since, and has forgotten what was out",
            "begin anew with the servers that are left: "
                + String.join(" ", rolled.remaining().stream().map(ServerRef::toString).toList()));
      }
      Plan plan =
          plan(
              Situation.of(haproxy, Map.of()),
              rolled.remaining(),
              rolled.begun(),
              wanted.allowOutage(spec));
      return carryOut(rolled, plan, false, haproxy, wanted, spec);
    } catch (Haproxy.NoAnswerException e) {
      throw new CannotLookException(e.what(), "nothing was sent; try again");
    }
  }

  /// Each group by itself: the others are back, or not yet out, when it goes.
  private static Plan plan(
      Situation situation,
      List<ServerRef> servers,
      Entry.RollingBegun begun,
      Set<ServerRef> outageAllowed) {
    Planner planner = new Planner(situation, outageAllowed);
    List<Change> changes = new ArrayList<>();
    Map<String, BackendEffect> effects = new LinkedHashMap<>();
    List<Refusal> refusals = new ArrayList<>();
    for (List<ServerRef> group : begun.limits().groups(servers)) {
      Plan each = planner.plan(Rolling.out(group));
      Rolling.tooMany(each, group.size()).ifPresent(refusals::add);
      changes.addAll(each.changes());
      each.effects().forEach(e -> effects.putIfAbsent(e.backend(), e));
      refusals.addAll(each.refusals());
    }
    List<String> remarks =
        List.of(
            (begun.limits().together() == 1
                    ? "one server at a time"
                    : begun.limits().together() + " servers at a time")
                + ": drain, no session left, maintenance, "
                + begun.work().map(w -> "`" + w + "`").orElse("your work")
                + ", back when its check passes");
    return new Plan(
        changes,
        List.of(),
        List.copyOf(effects.values()),
        refusals.stream().distinct().toList(),
        remarks);
  }

  private int carryOut(
      Rolled rolled,
      Plan plan,
      boolean first,
      Haproxy haproxy,
      ChangeOptions wanted,
      CommandSpec spec) {
    Page page = screen.out(spec.commandLine().getOut(), options);
    Page err = screen.err(spec.commandLine().getErr(), options);
    List<ServerRef> servers = rolled.remaining();
    if (!options.wantsJson()) {
      TextPlan.write(plan, page);
    }
    if (plan.isRefused()) {
      return end(RollingReport.unsent(Result.REFUSED, servers), page, spec);
    }
    if (servers.isEmpty()) {
      return end(RollingReport.unsent(Result.ALREADY, servers), page, spec);
    }
    if (wanted.dryRun) {
      return end(RollingReport.unsent(Result.DRY_RUN, servers), page, spec);
    }
    List<Refusal> missing = consent.missing(plan, wanted.yesTo(spec), err);
    if (!missing.isEmpty()) {
      TextPlan.refusals(missing, err);
      return end(RollingReport.unsent(Result.DECLINED, servers), page, spec);
    }
    if (first) {
      changing.write(rolled.begun());
    }
    String run = first ? rolled.begun().id() : Changing.run(Instant.now());
    Executor executor = changing.executor(haproxy, run, 0, wanted, spec);
    List<ServerRef> passed = new ArrayList<>();
    Optional<Stop> stop =
        new Rolling(
                haproxy,
                rolled.begun().process(),
                executor,
                rolled.begun().limits(),
                wanted.allowOutage(spec),
                hands(rolled, haproxy, passed, page, err))
            .run(servers);
    return end(
        new RollingReport(
            stop.isPresent() ? Result.FAILED : Result.DONE, run, servers, passed, stop),
        page,
        spec);
  }

  private Rolling.Hands hands(
      Rolled rolled, Haproxy haproxy, List<ServerRef> passed, Page page, Page err) {
    return new Rolling.Hands() {
      @Override
      public Optional<String> work(ServerRef server) {
        return rolled
            .begun()
            .work()
            .map(command -> Work.run(command, server, address(haproxy, server)))
            .orElseGet(() ->
                consent.isDone(server, err)
                    ? Optional.empty()
                    : Optional.of("nobody said that the work is done"));
      }

      @Override
      public Rolling.Trial check(ServerRef server) {
        return states.trials(List.of(server)).getOrDefault(server, Rolling.Trial.NONE);
      }

      @Override
      public void begins(ServerRef server, Step step) {
        if (!options.wantsJson()) {
          TextRolling.begins(server, step, page);
        }
      }

      @Override
      public void passed(ServerRef server) {
        passed.add(server);
        changing.write(new Entry.RollingPassed(rolled.begun().id(), Instant.now(), server));
      }
    };
  }

  private static Map<String, String> address(Haproxy haproxy, ServerRef server) {
    return haproxy.proxies().backend(server.backend()).stream()
        .flatMap(b -> b.servers().stream())
        .filter(s -> s.ref().equals(server))
        .flatMap(s -> s.address().stream())
        .findFirst()
        .map(a -> Map.of("HAPROXY_ADDRESS", a.toString()))
        .orElse(Map.of());
  }

  private int end(RollingReport report, Page page, CommandSpec spec) {
    if (options.wantsJson()) {
      JsonMaint.write(report, spec.commandLine().getOut());
    } else {
      TextRolling.write(report, page);
    }
    return (report.result().isWell() ? ExitCode.OK : ExitCode.NOT_APPLIED).value();
  }
}
