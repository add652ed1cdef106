package org.haproxydoctor.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.haproxydoctor.mitigate.Haproxy;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.Planner;
import org.haproxydoctor.mitigate.Planner.Wish;
import org.haproxydoctor.mitigate.ProcessIdentity;
import org.haproxydoctor.mitigate.Situation;
import org.haproxydoctor.mitigate.SocketHaproxy;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.observe.Collector;
import org.haproxydoctor.observe.ProbeWish;
import org.haproxydoctor.observe.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `maint drain`, `maint maint` and `maint ready`: one administrative state for some servers.
@Command
public final class MaintStateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "BACKEND/SERVER",
      arity = "0..*",
      description = "Servers; BACKEND/* for all of a backend.")
  List<String> servers = new ArrayList<>();

  @Option(
      names = "--all-backends",
      paramLabel = "SERVER",
      description = "The server of this name in every backend that has one.")
  @Nullable String everywhere;

  @Mixin ChangeOptions wanted = new ChangeOptions();
  @Spec CommandSpec spec;

  private final AdminState to;
  private final CommonOptions options;
  private final Looking looking;
  private final Changing changing;

  public MaintStateCommand(
      AdminState to, CommonOptions options, Looking looking, Changing changing) {
    this.to = to;
    this.options = options;
    this.looking = looking;
    this.changing = changing;
    this.spec = CommandSpec.create();
  }

  /// @return the command's description
  public static String does(AdminState state) {
    return switch (state) {
      case DRAIN ->
          "Lets servers finish: no new traffic but persistent sessions, health checks go on.";
      case MAINT ->
          "Takes servers out: no traffic and no health checks; connections that exist stay.";
      case READY ->
          "Brings servers back, unless their own health check, repeated from here, fails.";
    };
  }

  @Override
  public Integer call() {
    if (servers.isEmpty() == (everywhere == null)) {
      throw new ParameterException(
          spec.commandLine(), "name servers as BACKEND/SERVER, or one with --all-backends");
    }
    Set<ServerRef> yesTo = wanted.yesTo(spec);
    Set<ServerRef> outage = wanted.allowOutage(spec);
    try (Collector looks =
        looking.at(new Target(List.of()), options, Deadline.in(options.budget))) {
      Haproxy haproxy = haproxy(looks, options);
      Proxies proxies = Looking.seen(looks.proxies());
      List<ServerRef> chosen = chosen(proxies);
      try {
        ProcessIdentity process = haproxy.process();
        Situation situation = Situation.of(haproxy, failing(chosen));
        Plan plan =
            new Planner(situation, outage).plan(chosen.stream().map(s -> new Wish(s, to)).toList());
        return changing.change(plan, haproxy, process, wanted, yesTo, Map.of(), streams()).value();
      } catch (Haproxy.NoAnswerException e) {
        throw new CannotLookException(e.what(), "nothing was sent; try again");
      }
    }
  }

  private Changing.Streams streams() {
    return new Changing.Streams(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  static Haproxy haproxy(Collector looks, CommonOptions options) {
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

  /// Whose own check would fail when they come back. Probes from elsewhere say nothing.
  private Map<ServerRef, String> failing(List<ServerRef> chosen) {
    if (to != AdminState.READY || chosen.isEmpty()) {
      return Map.of();
    }
    Target target = new Target(chosen.stream().map(ServerRef::toString).toList());
    Map<ServerRef, String> failing = new HashMap<>();
    try (Collector looks = looking.at(target, options, Deadline.in(options.budget))) {
      looks.probe(new ProbeWish.Health(java.util.Optional.empty())).stream()
          .filter(p -> p.replay().filter(r -> !r.passed()).isPresent())
          .filter(_ -> looks.whereabouts().standpoint().note().isEmpty())
          .forEach(p ->
              p.server()
                  .map(Server::ref)
                  .ifPresent(ref -> failing.put(ref, p.replay().orElseThrow().why())));
    }
    return failing;
  }

  private List<ServerRef> chosen(Proxies proxies) {
    Set<ServerRef> chosen = new LinkedHashSet<>();
    if (everywhere != null) {
      proxies.backends().stream()
          .flatMap(b -> b.servers().stream())
          .map(Server::ref)
          .filter(s -> s.server().equals(everywhere))
          .forEach(chosen::add);
      if (chosen.isEmpty()) {
        throw new CannotLookException(
            "no backend has a server '" + everywhere + "'", "`stat` shows their names");
      }
    }
    for (String name : servers) {
      ServerRef ref =
          ServerRef.parse(name)
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "'" + name + "' is no BACKEND/SERVER; all of a backend are BACKEND/*"));
      if (ref.server().equals("*")) {
        TargetNames.check(new Target(List.of(ref.backend())), proxies);
        proxies.backend(ref.backend()).map(Backend::servers).orElse(List.of()).stream()
            .map(Server::ref)
            .forEach(chosen::add);
      } else {
        TargetNames.check(new Target(List.of(name)), proxies);
        chosen.add(ref);
      }
    }
    return List.copyOf(chosen);
  }
}
