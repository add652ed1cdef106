package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.model.check.AgentSpec;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.Variation;

/// Probes many servers at once under one deadline.
///
/// When the deadline comes, whatever is known is returned and everything else is ended, its
/// connections closed.
public final class ProbeRunner {
  /// Probes under way at the same time; each holds one file descriptor, and 1024 are common.
  private static final int MOST_AT_ONCE = 512;

  /// More handshakes at once would make healthy servers look slow: on two cores 200 take a second.
  private static final int MOST_HANDSHAKES_AT_ONCE = 128;

  /// Servers whose connection is made several times; the descriptors are needed for others.
  private static final int MOST_ATTEMPTED_AT_ONCE = 32;

  private final Semaphore attempted = new Semaphore(MOST_ATTEMPTED_AT_ONCE);
  private final Duration wait;
  private final Duration patience;

  /// @param wait how long a bare connection or a single request may take
  /// @param patience how much longer than its own limit a health check is waited for, to tell late
  ///   from never
  public ProbeRunner(Duration wait, Duration patience) {
    this.wait = wait;
    this.patience = patience;
  }

  /// Examines servers, each as it is asked for.
  public Examined examine(Collection<Examination> examinations, Deadline deadline) {
    Map<ServerRef, Findings> all = new LinkedHashMap<>();
    try (Crew crew = new Crew(2 * examinations.size(), MOST_AT_ONCE, MOST_HANDSHAKES_AT_ONCE)) {
      for (Examination examination : examinations) {
        int tasks =
            (examination.service().isPresent() ? 1 : 0) + (examination.check().isPresent() ? 1 : 0);
        Findings findings = new Findings(tasks);
        all.put(examination.server(), findings);
        examination.service().ifPresent(s -> crew.give(() -> connect(s, findings, deadline)));
        examination
            .check()
            .ifPresent(c -> give(crew, c, () -> repeat(c, examination, findings, deadline)));
      }
      crew.await(deadline);
    }
    Map<ServerRef, ServerProbes> probes = new LinkedHashMap<>();
    all.forEach((server, findings) -> probes.put(server, findings.soFar()));
    List<ServerRef> unfinished =
        all.entrySet().stream()
            .filter(e -> !e.getValue().finished())
            .map(Map.Entry::getKey)
            .toList();
    return new Examined(probes, unfinished);
  }

  /// Carries out single probes of any kind.
  ///
  /// @param <K> whatever the caller knows them by
  /// @return the results; a key without one was not reached before the deadline
  public <K> Map<K, ProbeResult> ask(Map<K, ProbePlan> plans, Deadline deadline) {
    return ask(plans, _ -> wait, deadline);
  }

  /// As [#ask(Map, Deadline)], each with a wait of its own.
  public <K> Map<K, ProbeResult> ask(
      Map<K, ProbePlan> plans, Function<K, Duration> waits, Deadline deadline) {
    Map<K, ProbeResult> results = new ConcurrentHashMap<>();
    try (Crew crew = new Crew(plans.size(), MOST_AT_ONCE, MOST_HANDSHAKES_AT_ONCE)) {
      plans.forEach((key, plan) -> {
        Runnable task =
            () -> single(plan, waits.apply(key), deadline).ifPresent(r -> results.put(key, r));
        if (plan.tls().isPresent()) {
          crew.giveHandshake(task);
        } else {
          crew.give(task);
        }
      });
      crew.await(deadline);
    }
    Map<K, ProbeResult> ordered = new LinkedHashMap<>();
    for (K key : plans.keySet()) {
      ProbeResult result = results.get(key);
      if (result != null) {
        ordered.put(key, result);
      }
    }
    return ordered;
  }

  /// Asks agents, each once.
  ///
  /// @return the replies; a server without one was not reached before the deadline
  public Map<ServerRef, AgentReply> agents(Map<ServerRef, AgentSpec> agents, Deadline deadline) {
    Map<ServerRef, AgentReply> replies = new ConcurrentHashMap<>();
    try (Crew crew = new Crew(agents.size(), MOST_AT_ONCE, MOST_HANDSHAKES_AT_ONCE)) {
      agents.forEach((server, agent) ->
          crew.give(() -> {
            if (!deadline.passed()) {
              AgentReply reply = AgentProbe.ask(agent, wait, deadline);
              if (reply.counts() || !deadline.passed()) {
                replies.put(server, reply);
              }
            }
          }));
      crew.await(deadline);
    }
    return replies;
  }

  private static void give(Crew crew, CheckSpec check, Runnable task) {
    if (check.tls().isPresent()) {
      crew.giveHandshake(task);
    } else {
      crew.give(task);
    }
  }

  // An end that the deadline made says nothing about the server.
  private static Optional<ProbeResult> single(ProbePlan plan, Duration wait, Deadline deadline) {
    if (deadline.passed()) {
      return Optional.empty();
    }
    Waits waits = Waits.of(wait);
    ProbeResult result = Prober.probe(plan, waits, deadline);
    return waits.cutShort(result) ? Optional.empty() : Optional.of(result);
  }

  private void connect(Endpoint service, Findings findings, Deadline deadline) {
    single(ProbePlan.tcp(service), wait, deadline)
        .ifPresent(result -> {
          findings.tcp(result);
          findings.taskDone();
        });
  }

  private void repeat(
      CheckSpec check, Examination examination, Findings findings, Deadline deadline) {
    if (deadline.passed()) {
      return;
    }
    boolean again = examination.vary() && attempted.tryAcquire();
    try {
      repeat(check, examination, again, findings, deadline);
    } finally {
      attempted.release(again ? 1 : 0);
    }
  }

  /// @param again whether a connection without answer is made several times
  private void repeat(
      CheckSpec check,
      Examination examination,
      boolean again,
      Findings findings,
      Deadline deadline) {
    Optional<Attempts> beside =
        again && examination.unanswered()
            ? Optional.of(Attempts.begin(check, check.timing().briefConnect(), deadline))
            : Optional.empty();
    AtomicReference<List<Variation>> meanwhile = new AtomicReference<>();
    HealthProbe.Patience waiting =
        new HealthProbe.Patience(
            patience,
            late -> {
              meanwhile.set(vary(examination, late, deadline));
              return Trials.settle(meanwhile.get());
            });
    Optional<HealthProbe.Replayed> replayed =
        examination.unanswered()
            ? HealthProbe.replayUnanswered(check, deadline, waiting)
            : HealthProbe.replay(check, deadline, waiting);
    if (replayed.isEmpty()) {
      return;
    }
    boolean passed = replayed.get().replay().passed();
    // The connection at which the check ended.
    CheckSpec last = replayed.get().replay().spec();
    // Of a check that cannot be repeated only a failure to connect is the check's own.
    if (passed && last.exchange() instanceof CheckExchange.NotMirrored) {
      findings.taskDone();
      return;
    }
    findings.mirrored(replayed.get());
    ProbeResult result = replayed.get().replay().result();
    if (!result.connected() && result.word() == Word.TIMEOUT && again) {
      Attempts attempts = beside.orElseGet(() -> Attempts.begin(last, Attempts.LONG, deadline));
      findings.varied(attempts.made());
    }
    boolean late =
        replayed.get().moreTime().map(v -> v.replay().result().word() == Word.OK).orElse(false);
    List<Variation> tried = meanwhile.get();
    if (passed || late) {
      findings.connected(tried == null ? 0 : tried.size());
    } else {
      findings.varied(tried == null ? vary(examination, replayed.get(), deadline) : tried);
      if (deadline.passed()) {
        return;
      }
    }
    findings.taskDone();
  }

  private static List<Variation> vary(
      Examination examination, HealthProbe.Replayed failed, Deadline deadline) {
    return examination.vary() ? Trials.run(failed, examination.hostNames(), deadline) : List.of();
  }
}
