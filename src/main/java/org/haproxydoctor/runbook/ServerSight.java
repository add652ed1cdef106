package org.haproxydoctor.runbook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.observe.Agreement;

/// What became of each server that a step probed, in the words of the runbook format.
final class ServerSight {
  private static final String NOBODY = "no server is in doubt; none was probed";

  private ServerSight() {}

  static Sight connections(List<Server> servers, Map<ServerRef, ProbeResult> results) {
    Tally tally = new Tally(ConnectWord.CONNECTED);
    for (Server server : servers) {
      ProbeResult result = results.get(server.ref());
      if (result == null) {
        tally.missing();
      } else {
        tally.add(ConnectWord.of(result), result.word().text());
        tally.took(result.timings().total());
      }
    }
    return orNobody(tally, NOBODY);
  }

  static Sight answers(List<Server> servers, Map<ServerRef, ProbeResult> results) {
    Tally tally = new Tally("2xx");
    for (Server server : servers) {
      ProbeResult result = results.get(server.ref());
      if (result == null) {
        tally.missing();
        continue;
      }
      if (result.http().isPresent()) {
        String status = String.valueOf(result.http().get().status());
        tally.add(status, status);
      } else {
        tally.add(ConnectWord.of(result), result.word().text());
      }
      tally.took(result.timings().total());
    }
    return orNobody(tally, NOBODY);
  }

  /// @param name that the certificates must have
  static Sight handshakes(
      List<Server> servers,
      Map<ServerRef, ProbeResult> results,
      Optional<String> name,
      Instant now) {
    Tally tally = new Tally(TlsWord.VALID);
    for (Server server : servers) {
      ProbeResult result = results.get(server.ref());
      if (result == null) {
        tally.missing();
        continue;
      }
      String word = TlsWord.of(result, name, now);
      tally.add(word, result.connected() ? word : result.word().text());
      tally.took(result.timings().total());
      TlsWord.daysLeft(result, now).ifPresent(tally::daysLeft);
    }
    return orNobody(tally, NOBODY);
  }

  static Sight checks(List<Server> servers, Map<ServerRef, ServerProbes> probes) {
    Tally tally = new Tally(Agreement.AGREE_UP.word());
    for (Server server : servers) {
      Optional<CheckReplay> mirrored =
          Optional.ofNullable(probes.get(server.ref())).flatMap(ServerProbes::mirrored);
      if (mirrored.isEmpty()) {
        tally.missing();
      } else {
        String word = Agreement.of(server, mirrored.get().passed()).word();
        tally.add(word, word);
        tally.took(mirrored.get().result().timings().total());
      }
    }
    return orNobody(tally, "no check of HAProxy's fails");
  }

  /// @param lookups servers by address are missing
  static Sight names(List<Server> servers, Map<ServerRef, List<NameLookup>> lookups) {
    Tally tally = new Tally("same");
    for (Server server : servers) {
      List<NameLookup> found = lookups.getOrDefault(server.ref(), List.of());
      if (!found.isEmpty()) {
        String word = name(found, server.address());
        tally.add(word, word);
      }
    }
    return orNobody(tally, "no server in doubt is configured by name");
  }

  private static String name(List<NameLookup> found, Optional<Endpoint> inUse) {
    if (found.stream().allMatch(l -> l.addresses().isEmpty())) {
      return "unresolved";
    }
    return inUse.filter(a -> found.stream().anyMatch(l -> l.has(a.host()))).isPresent()
        ? "same"
        : "differs";
  }

  private static Sight orNobody(Tally tally, String says) {
    return tally.isEmpty() ? Sight.of(StepResult.Word.OK, says) : tally.sight();
  }
}
