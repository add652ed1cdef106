package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.observe.Defect;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// The release that runs has a published fault, and the server shows its symptoms.
///
/// Only ever an addition: the symptoms always have a likelier cause, and an upgrade may not be its
/// cure.
final class KnownHaproxyDefect implements Rule {
  @Override
  public Cause cause() {
    return Cause.supplementary("known-haproxy-defect");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    return examine(seen, seen.suspects());
  }

  @Override
  public List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    Optional<HaproxyVersion> version =
        seen.process().value().map(ProcessInfo::version).flatMap(HaproxyVersion::parse);
    if (version.isEmpty() || suspects.isEmpty()) {
      return List.of();
    }
    List<Defect> possible =
        seen.upkeep().defects().stream().filter(d -> d.releases().have(version.get())).toList();
    List<Opinion> opinions = new ArrayList<>();
    for (ServerCase server : suspects) {
      if (isExplained(server)) {
        continue;
      }
      possible.stream()
          .filter(d -> d.signs().stream().allMatch(sign -> shows(server, sign)))
          .map(d -> Opinion.found(clue(server, d, seen)))
          .forEach(opinions::add);
    }
    return opinions.isEmpty() ? List.of(Opinion.ruledOut()) : opinions;
  }

  /// One change to how the check is made that makes it pass leaves nothing for a defect to explain;
  /// another page, or more patience, leaves all.
  private static boolean isExplained(ServerCase server) {
    return server.probes().explainedOtherwise(Variation.Kind.OTHER_PATH, Variation.Kind.MORE_TIME);
  }

  private static Clue clue(ServerCase server, Defect defect, Observations seen) {
    String version = seen.process().value().map(ProcessInfo::version).orElse("");
    List<Evidence> evidence = new ArrayList<>(Testimony.haproxy(server));
    evidence.add(
        new Evidence(
            Evidence.Witness.HAPROXY, "show info", server.ref().toString(), "Version", version));
    evidence.add(
        new Evidence(
            Evidence.Witness.CONTEXT,
            "published",
            server.ref().toString(),
            defect.id(),
            defect.reference()));
    return Clue.of(server.ref(), defect.says(), evidence).withFacts(Facts.of(server)).inDoubt();
  }

  private static boolean shows(ServerCase server, Defect.Sign sign) {
    Optional<HealthCheck> check = server.server().check();
    return switch (sign.kind()) {
      case CHECK_STATUS -> check.map(c -> isOneOf(c.status().name(), sign.value())).orElse(false);
      case CHECK_CODE -> isOneOf("" + server.haproxyStatus(), sign.value());
      case CHECK_OVERRUN -> took(server).anyMatch(t -> overran(server, t));
      case REPETITION ->
          server
              .mirrored()
              .map(CheckReplay::passed)
              .map(passed -> passed == sign.value().equals("passes"))
              .orElse(false);
      case EXCHANGE ->
          server
              .check()
              .map(CheckSpec::exchange)
              .map(e -> word(e).equals(sign.value()))
              .orElse(false);
      case TLS -> server.check().flatMap(CheckSpec::tls).isPresent();
      case CHECK_PORT_CHANGED -> hasOtherCheckPort(server);
    };
  }

  private static boolean isOneOf(String word, String words) {
    return Set.of(words.split(" ", -1)).contains(word);
  }

  private static String word(CheckExchange exchange) {
    if (exchange.isHttp()) {
      return "http";
    }
    return exchange instanceof CheckExchange.ConnectOnly ? "connect" : "tcp-check";
  }

  /// The last check, blank in `show stat` while the next one runs, and the one that brought the
  /// server down: not each check of such a release comes late.
  private static Stream<Duration> took(ServerCase server) {
    return Stream.concat(
        server.server().check().flatMap(HealthCheck::took).stream(),
        Testimony.lastFailure(server).flatMap(ServerEvent::took).stream());
  }

  /// A tenth and some milliseconds are what a busy host adds by itself.
  private static boolean overran(ServerCase server, Duration took) {
    return server
        .check()
        .flatMap(c -> c.timing().checkTimeout())
        .map(limit -> took.compareTo(limit.multipliedBy(11).dividedBy(10).plusMillis(50)) > 0)
        .orElse(false);
  }

  private static boolean hasOtherCheckPort(ServerCase server) {
    OptionalInt runs = server.state().map(ServerState::checkPort).orElse(OptionalInt.empty());
    return runs.isPresent()
        && server.check().map(c -> c.target().port() != runs.getAsInt()).orElse(false);
  }
}
