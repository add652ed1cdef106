package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.CheckStatus.Result;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckExchange.Http;
import org.haproxydoctor.model.check.CheckExchange.Talk;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Traffic;
import org.haproxydoctor.observe.ServerCase;

/// What HAProxy and our probes said of a check, in the form of evidence.
final class Testimony {
  private Testimony() {}

  /// @return the check columns of `show stat`; not counted as a witness while HAProxy has no result
  static List<Evidence> haproxy(ServerCase server) {
    ServerRef ref = server.ref();
    Optional<HealthCheck> check = server.server().check();
    if (check.isEmpty()) {
      return List.of(Evidence.stat(ref, "status", server.server().status().raw()).asContext());
    }
    HealthCheck said = check.get();
    List<Evidence> evidence = new ArrayList<>();
    String word = said.status() == CheckStatus.OTHER ? said.raw() : said.status().name();
    evidence.add(Evidence.stat(ref, "check_status", word));
    // While the next check runs the code is 0, and the text is blank.
    said.code().stream()
        .filter(code -> code > 0)
        .forEach(code -> evidence.add(Evidence.stat(ref, "check_code", "" + code)));
    if (!said.lastReport().isBlank()) {
      evidence.add(Evidence.stat(ref, "last_chk", said.lastReport()));
    } else {
      lastFailure(server).map(Evidence::log).ifPresent(evidence::add);
    }
    boolean counts = said.status().result() != Result.UNKNOWN;
    return counts ? evidence : evidence.stream().map(Evidence::asContext).toList();
  }

  /// @return what the counters of its requests say
  static List<Evidence> traffic(ServerCase server) {
    ServerRef ref = server.ref();
    Traffic traffic = server.all().traffic().value().orElseGet(Traffic::none);
    return traffic.server(ref).stream()
        .flatMap(row ->
            Stream.of(
                    Counter.CONNECT_ERRORS,
                    Counter.RETRIES,
                    Counter.RESPONSE_ERRORS,
                    Counter.ANSWERS_4XX)
                .filter(c -> row.moved(c) > 0)
                .map(c -> BackendTraffic.moved(ref, row, c, traffic)))
        .toList();
  }

  /// @return the log's word on the failure that still lasts
  static Optional<ServerEvent> lastFailure(ServerCase server) {
    for (ServerEvent event : server.events().reversed()) {
      switch (event.kind()) {
        case DOWN, CHECK_FAILED -> {
          return Optional.of(event);
        }
        case UP, CHECK_SUCCEEDED, LEAVING_MAINTENANCE -> {
          return Optional.empty();
        }
        case STOPPING,
            AGENT_CHECK_FAILED,
            AGENT_CHECK_SUCCEEDED,
            MAINTENANCE,
            DRAIN,
            NO_SERVER_AVAILABLE,
            SOURCE_BIND_FAILED,
            NO_FREE_PORTS,
            FD_LIMIT -> {}
      }
    }
    return Optional.empty();
  }

  /// @return `GET /healthz` → `404`, or `connect 10.0.0.1:80` → `refused`
  static Evidence of(CheckReplay replay) {
    return Evidence.probe(replay.spec().server(), question(replay), outcome(replay.result()));
  }

  /// @return the same, with what was changed in the question
  static Evidence of(Variation variation) {
    CheckReplay replay = variation.replay();
    String question = question(replay) + ", " + variation.change();
    String outcome = outcome(replay.result());
    if (variation.kind() == Variation.Kind.MORE_TIME && replay.passed()) {
      outcome += " after " + HaproxyDuration.text(replay.result().timings().total());
    }
    return Evidence.probe(replay.spec().server(), question, outcome);
  }

  static Evidence connection(ServerRef server, ProbeResult result) {
    return Evidence.probe(server, "connect " + result.endpoint(), outcome(result));
  }

  /// @return one of several connections, with the time it took
  static Evidence attempt(ServerRef server, ProbeResult result) {
    String took =
        result
            .timings()
            .connect()
            .map(t -> "connected after " + HaproxyDuration.text(t))
            .orElseGet(() -> outcome(result));
    return Evidence.probe(server, "connect " + result.endpoint(), took);
  }

  private static String question(CheckReplay replay) {
    CheckExchange exchange = replay.spec().exchange();
    if (exchange instanceof Http(HttpCheck check) && replay.result().connected()) {
      return check.request();
    }
    if (exchange instanceof Talk(Dialogue dialogue) && replay.result().connected()) {
      return dialogue.name()
          + replay.result().reached().map(r -> " step " + r.step() + ", " + r.rule()).orElse("");
    }
    return "connect " + replay.result().endpoint();
  }

  private static String outcome(ProbeResult result) {
    if (result.http().isPresent()) {
      return "" + result.http().get().status();
    }
    if (result.speech().isPresent()) {
      return result.speech().get().words();
    }
    if (result.word() == ProbeResult.Word.TIMEOUT && result.stage() != Stage.CONNECT) {
      return "connected, no answer within " + HaproxyDuration.text(result.timings().total());
    }
    String detail = result.detail().isBlank() ? "" : ": " + result.detail();
    return result.word().text() + detail;
  }
}
