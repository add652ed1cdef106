package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.model.Resolvers;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.model.check.AgentSpec;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.Moved;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.probe.Examination;
import org.haproxydoctor.probe.NameResolver;
import org.haproxydoctor.probe.ProbePlan;
import org.haproxydoctor.probe.ProbeRunner;

/// Probes of servers: what to ask each one is decided here, how it is asked in the probe package.
final class ProbeLooks {
  /// Longest wait for an answer that comes later than the check allows.
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(6);

  /// A lost SYN comes again after one second and after three: nothing new is learnt later.
  private static final Duration MOST_CONNECT = Duration.ofMillis(3500);

  /// How long HAProxy waits before it asks again (manual, section 5.3.2, `timeout retry`). Where it
  /// misses answers itself, longer waiting shows nothing new.
  private static final Duration A_QUESTION = Duration.ofSeconds(1);

  private final Duration timeout;
  private final boolean vary;

  /// @param timeout for a bare connection, a request of a runbook's own, or a name server's answer
  /// @param vary whether to look for the one change that makes a failing check pass
  ProbeLooks(Duration timeout, boolean vary) {
    this.timeout = timeout;
    this.vary = vary;
  }

  Map<ServerRef, ProbeResult> tcp(List<LiveServer> servers, Deadline deadline) {
    Map<ServerRef, ProbePlan> plans = new LinkedHashMap<>();
    Map<ServerRef, Duration> brief = new HashMap<>();
    for (LiveServer live : servers) {
      ServerRef ref = live.server().ref();
      live.service()
          .filter(s -> !s.isInsideHaproxy())
          .ifPresent(s -> plans.put(ref, ProbePlan.tcp(s)));
      if (live.isUnanswered()) {
        live.check().ifPresent(c -> brief.put(ref, shorter(c.timing().briefConnect(), timeout)));
      }
    }
    Duration usual = shorter(timeout, MOST_CONNECT);
    return new ProbeRunner(usual, Duration.ZERO)
        .ask(plans, ref -> brief.getOrDefault(ref, usual), deadline);
  }

  /// Connects as the servers' traffic does.
  Map<ServerRef, ProbeResult> passages(List<LiveServer> servers, Deadline deadline) {
    Map<ServerRef, ProbePlan> plans = new LinkedHashMap<>();
    for (LiveServer live : servers) {
      live.passage().ifPresent(plan -> plans.put(live.server().ref(), plan));
    }
    return connecting().ask(plans, deadline);
  }

  /// Takes the way of requests that fail.
  Map<ServerRef, ServerProbes> ways(List<LiveServer> servers, Traffic traffic, Deadline deadline) {
    List<Examination> examinations = new ArrayList<>();
    for (LiveServer live : servers) {
      traffic
          .server(live.server().ref())
          .flatMap(row -> TrafficWay.of(live, row))
          .ifPresent(way -> examinations.add(examination(live, way, vary)));
    }
    return connecting().examine(examinations, deadline).probes();
  }

  Map<ServerRef, AgentReply> agents(List<LiveServer> servers, Deadline deadline) {
    Map<ServerRef, AgentSpec> agents = new LinkedHashMap<>();
    for (LiveServer live : servers) {
      live.agent().ifPresent(agent -> agents.put(live.server().ref(), agent));
    }
    return connecting().agents(agents, deadline);
  }

  /// Connects to where names lead now, where HAProxy uses another address.
  Map<ServerRef, Moved> moved(
      List<LiveServer> servers, Map<ServerRef, List<NameLookup>> names, Deadline deadline) {
    List<Examination> examinations = new ArrayList<>();
    for (LiveServer live : servers) {
      List<NameLookup> lookups = names.getOrDefault(live.server().ref(), List.of());
      Optional<String> next = NameLookup.elsewhere(lookups, live.server().address());
      if (next.isPresent() && live.service().isPresent()) {
        Endpoint to = new Endpoint(next.get(), live.service().get().port());
        examinations.add(
            new Examination(
                live.server().ref(),
                Optional.of(to),
                live.check().map(c -> c.withService(to).withTarget(to)),
                false,
                false,
                List.of()));
      }
    }
    Map<ServerRef, Moved> moved = new HashMap<>();
    connecting()
        .examine(examinations, deadline)
        .probes()
        .forEach((ref, found) -> moved(found).ifPresent(m -> moved.put(ref, m)));
    return moved;
  }

  private static Optional<Moved> moved(ServerProbes found) {
    return found
        .mirrored()
        .map(r -> new Moved(r.result().endpoint(), r.result(), r.passed()))
        .or(() ->
            found.tcp().map(r -> new Moved(r.endpoint(), r, r.word() == ProbeResult.Word.OK)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  Map<ServerRef, ServerProbes> health(List<LiveServer> servers, Deadline deadline) {
    List<Examination> examinations = new ArrayList<>();
    for (LiveServer live : servers) {
      live.check()
          .filter(check -> !check.target().isInsideHaproxy())
          .ifPresent(check -> examinations.add(examination(live, check, vary)));
    }
    return runner(deadline).examine(examinations, deadline).probes();
  }

  /// Someone took a server in maintenance out on purpose: one repetition tells whether it would
  /// pass, and that is all that is asked of it.
  private static Examination examination(LiveServer live, CheckSpec check, boolean vary) {
    return new Examination(
        live.server().ref(),
        Optional.empty(),
        Optional.of(check),
        vary && !live.server().status().isMaintenance(),
        live.isUnanswered(),
        live.hostNames());
  }

  Map<ServerRef, ProbeResult> request(
      Looks.Request request, List<LiveServer> servers, Deadline deadline) {
    Map<ServerRef, ProbePlan> plans = new LinkedHashMap<>();
    for (LiveServer live : servers) {
      live.service()
          .map(service -> request.port().map(service::withPort).orElse(service))
          .ifPresent(to -> plans.put(live.server().ref(), plan(madeOut(request, live, to), to)));
    }
    return runner(deadline).ask(plans, deadline);
  }

  /// What the author left open: HTTP/1.1 wants a `Host` header, and a server whose traffic goes
  /// over TLS is asked over TLS.
  private static Looks.Request madeOut(Looks.Request request, LiveServer live, Endpoint to) {
    Optional<HttpCheck> http =
        request
            .http()
            .map(h ->
                h.host().isPresent() ? h : h.withHost(live.hostName().orElseGet(to::toString)));
    boolean usual = http.isPresent() && request.port().isEmpty();
    return new Looks.Request(
        request.port(),
        request.tls() || (usual && live.speaksTls()),
        request.serverName().or(live::hostName),
        http);
  }

  /// @return results of what was reached before the deadline
  <K> Map<K, ProbeResult> ask(Map<K, ProbePlan> plans, Deadline deadline) {
    return runner(deadline).ask(plans, deadline);
  }

  static ProbePlan plan(Looks.Request request, Endpoint endpoint) {
    ProbePlan plan =
        request
            .http()
            .map(http -> ProbePlan.http(endpoint, http))
            .orElseGet(() -> ProbePlan.tcp(endpoint));
    Optional<String> name = request.serverName().flatMap(ProbeLooks::sni);
    return request.tls() ? plan.withTls(TlsSettings.plain().withSni(name)) : plan;
  }

  /// SNI holds names only, no addresses and no port (RFC 6066, section 3).
  private static Optional<String> sni(String host) {
    boolean v6 = host.startsWith("[") || host.indexOf(':') != host.lastIndexOf(':');
    String name = v6 ? "" : host.split(":", 2)[0];
    return Optional.of(name).filter(n -> !n.isEmpty() && !n.matches("[0-9.]+"));
  }

  /// Looks every server's name up where HAProxy does.
  ///
  /// @param counters what HAProxy tells of its nameservers
  Map<ServerRef, List<NameLookup>> names(
      List<LiveServer> servers,
      Optional<Configuration> files,
      List<NameserverCounters> counters,
      Deadline deadline) {
    NameResolver resolver = new NameResolver(timeout);
    Map<ServerRef, Future<List<NameLookup>>> asked = new LinkedHashMap<>();
    Map<ServerRef, List<NameLookup>> found = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (LiveServer live : servers) {
        Optional<String> name = live.name();
        if (name.isPresent() && !asked.containsKey(live.server().ref())) {
          Deadline end = Held.isUnheard(live, counters) ? deadline.within(A_QUESTION) : deadline;
          Callable<List<NameLookup>> look =
              () -> resolver.lookUp(name.get(), nameservers(live, files, counters), end);
          asked.put(live.server().ref(), threads.submit(look));
        }
      }
      for (Map.Entry<ServerRef, Future<List<NameLookup>>> one : asked.entrySet()) {
        List<NameLookup> lookups = one.getValue().get();
        if (!lookups.isEmpty()) {
          found.put(one.getKey(), lookups);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "a name could not be looked up in an unforeseen way", e.getCause());
    }
    return found;
  }

  private static List<Endpoint> nameservers(
      LiveServer live, Optional<Configuration> files, List<NameserverCounters> counters) {
    // A section may also be HAProxy's own one, `resolvers default`, which no file has.
    return live.configured()
        .flatMap(ServerConfig::resolvers)
        .map(name ->
            files
                .flatMap(f -> f.resolvers(name))
                .orElseGet(() -> new Resolvers(name, List.of(), List.of())))
        .map(section -> section.nameservers(counters))
        .orElse(List.of());
  }

  private ProbeRunner connecting() {
    Duration wait = timeout.compareTo(MOST_CONNECT) < 0 ? timeout : MOST_CONNECT;
    return new ProbeRunner(wait, Duration.ZERO);
  }

  /// Patience for late answers takes at most half of the time that is left.
  private ProbeRunner runner(Deadline deadline) {
    Duration half = deadline.left().dividedBy(2);
    return new ProbeRunner(timeout, shorter(half, MOST_PATIENCE));
  }
}
