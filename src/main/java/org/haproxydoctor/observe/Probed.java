package org.haproxydoctor.observe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.Variation;

/// What `probe` learnt of one subject.
///
/// @param subject `backend/server`, or the address or URL as the user wrote it
/// @param server what HAProxy says of it; empty for a subject that is no server of HAProxy
/// @param endpoint where the probe went; empty when that is not known
/// @param result how the probe ended; empty when none could be made
/// @param replay the judged health check, when that was what was repeated
/// @param variations what was tried after the health check failed
/// @param reason why no probe could be made
/// @param notes in what the probe differs from HAProxy's own check, as sentences
/// @param connections how many were made for it
public record Probed(
    String subject,
    Optional<Server> server,
    Optional<Endpoint> endpoint,
    Optional<ProbeResult> result,
    Optional<CheckReplay> replay,
    List<Variation> variations,
    Optional<String> reason,
    List<String> notes,
    int connections) {

  public Probed {
    variations = List.copyOf(variations);
    notes = List.copyOf(notes);
  }

  static Probed of(Server server, Optional<Endpoint> endpoint, ProbeResult result) {
    return new Probed(
        server.ref().toString(),
        Optional.of(server),
        endpoint,
        Optional.of(result),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        1);
  }

  /// @param found with a repeated check
  static Probed of(Server server, ServerProbes found) {
    CheckReplay replay = found.mirrored().orElseThrow();
    return new Probed(
        server.ref().toString(),
        Optional.of(server),
        Optional.of(replay.spec().target()),
        Optional.of(replay.result()),
        Optional.of(replay),
        found.variations(),
        Optional.empty(),
        Stream.concat(replay.spec().notes().stream(), replay.result().seen().notes().stream())
            .toList(),
        found.connections());
  }

  static Probed of(String subject, Endpoint endpoint, ProbeResult result) {
    return new Probed(
        subject,
        Optional.empty(),
        Optional.of(endpoint),
        Optional.of(result),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        1);
  }

  static Probed notMade(String subject, Endpoint endpoint, String reason) {
    return new Probed(
        subject,
        Optional.empty(),
        Optional.of(endpoint),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(reason),
        List.of(),
        0);
  }

  static Probed notMade(Server server, Optional<Endpoint> endpoint, String reason) {
    return new Probed(
        server.ref().toString(),
        Optional.of(server),
        endpoint,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(reason),
        List.of(),
        0);
  }

  /// A check of a kind that is not repeated, where at least its connection succeeded.
  static Probed notRepeated(Server server, CheckSpec check) {
    String kind = check.exchange() instanceof CheckExchange.NotMirrored(String name) ? name : "";
    return new Probed(
        server.ref().toString(),
        Optional.of(server),
        Optional.of(check.target()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of("not repeated: " + kind + "; a bare connection succeeds"),
        check.notes(),
        1);
  }

  Probed withNote(String note) {
    return new Probed(
        subject,
        server,
        endpoint,
        result,
        replay,
        variations,
        reason,
        Stream.concat(notes.stream(), Stream.of(note)).toList(),
        connections);
  }

  /// @return whether what was asked for worked; empty when no probe could be made
  public Optional<Boolean> passed() {
    if (replay.isPresent()) {
      return replay.map(CheckReplay::passed);
    }
    return result.map(r ->
        r.word() == ProbeResult.Word.OK
            && r.http().map(h -> h.status() >= 200 && h.status() < 400).orElse(true));
  }

  /// @return the one change that made a failing health check pass
  public Optional<Variation> explanation() {
    return variations.stream().filter(v -> v.replay().passed()).findFirst();
  }

  /// @return how it compares with HAProxy's own verdict; empty where there is none
  public Optional<Agreement> agreement() {
    if (replay.isEmpty() || server.isEmpty() || server.get().check().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Agreement.of(server.get(), replay.get().passed()));
  }
}
