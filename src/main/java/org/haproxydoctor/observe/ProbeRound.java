package org.haproxydoctor.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.probe.ProbePlan;

/// One round of the `probe` command over servers or addresses.
final class ProbeRound {
  private static final String LATE = "not reached within the budget";

  private final ProbeLooks probes;
  private final Deadline deadline;

  ProbeRound(ProbeLooks probes, Deadline deadline) {
    this.probes = probes;
    this.deadline = deadline;
  }

  List<Probed> of(List<LiveServer> servers, ProbeWish wish) {
    return switch (wish) {
      case ProbeWish.Tcp _ -> results(servers, probes.tcp(servers, deadline));
      case ProbeWish.Http(String method, String path, Optional<String> host) ->
          http(servers, method, path, host);
      case ProbeWish.Health _ -> health(servers);
    };
  }

  Probed of(Url url, ProbeWish wish) {
    Optional<HttpCheck> request =
        switch (wish) {
          case ProbeWish.Tcp _ -> Optional.empty();
          case ProbeWish.Http(String method, String path, Optional<String> host) ->
              Optional.of(ProbePlan.request(method, path, host.orElse(url.hostHeader())));
          case ProbeWish.Health(Optional<String> host) ->
              url.path().map(path -> ProbePlan.request("GET", path, host.orElse(url.hostHeader())));
        };
    String name = request.flatMap(HttpCheck::host).orElse(url.endpoint().host());
    Looks.Request asked =
        new Looks.Request(Optional.empty(), url.tls(), Optional.of(name), request);
    Map<String, ProbeResult> answer =
        probes.ask(Map.of(url.shown(), ProbeLooks.plan(asked, url.endpoint())), deadline);
    return Optional.ofNullable(answer.get(url.shown()))
        .map(result -> Probed.of(url.shown(), url.endpoint(), result))
        .orElseGet(() -> Probed.notMade(url.shown(), url.endpoint(), LATE));
  }

  private static List<Probed> results(
      List<LiveServer> servers, Map<ServerRef, ProbeResult> results) {
    List<Probed> all = new ArrayList<>();
    for (LiveServer live : servers) {
      ProbeResult result = results.get(live.server().ref());
      all.add(
          result == null
              ? Probed.notMade(live.server(), live.service(), missing(live))
              : Probed.of(live.server(), live.service(), result));
    }
    return all;
  }

  private static String missing(LiveServer live) {
    return live.service().isEmpty() ? "it has no address now" : LATE;
  }

  private List<Probed> http(
      List<LiveServer> servers, String method, String path, Optional<String> host) {
    Map<ServerRef, ProbePlan> plans = new LinkedHashMap<>();
    for (LiveServer live : servers) {
      live.service()
          .ifPresent(service -> {
            Optional<String> name = host.or(live::hostName);
            HttpCheck request = ProbePlan.request(method, path, name.orElseGet(service::toString));
            Looks.Request asked =
                new Looks.Request(Optional.empty(), live.speaksTls(), name, Optional.of(request));
            plans.put(live.server().ref(), ProbeLooks.plan(asked, service));
          });
    }
    return results(servers, probes.ask(plans, deadline));
  }

  /// Servers without a check of their own are only connected to.
  private List<Probed> health(List<LiveServer> servers) {
    Map<ServerRef, ServerProbes> repeated = probes.health(servers, deadline);
    List<LiveServer> unchecked = servers.stream().filter(s -> s.check().isEmpty()).toList();
    Map<ServerRef, ProbeResult> connected = probes.tcp(unchecked, deadline);
    List<Probed> all = new ArrayList<>();
    for (LiveServer live : servers) {
      ServerProbes found = repeated.getOrDefault(live.server().ref(), ServerProbes.none());
      Optional<CheckSpec> strange =
          live.check().filter(c -> c.exchange() instanceof CheckExchange.NotMirrored);
      if (found.mirrored().isPresent()) {
        all.add(Probed.of(live.server(), found));
      } else if (strange.isPresent() && !deadline.passed()) {
        all.add(Probed.notRepeated(live.server(), strange.get()));
      } else {
        all.addAll(results(List.of(live), connected));
      }
    }
    return all;
  }
}
