package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.observe.ServerCase;

/// A server-state file restored a maintenance, a DOWN or an old port when HAProxy last started.
///
/// Not to be confused with `maintenance-by-operator`, which was set since then, nor with `disabled`
/// in the configuration. A DOWN from the file lasts only where nothing checks the server; a port
/// from the file wins over the configuration and may lead nowhere (`connection-refused`).
final class MaintenanceFromStateFile implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("maintenance-from-state-file");
  }

  @Override
  public Opinion examine(ServerCase server) {
    ServerStatus status = server.server().status();
    Optional<Restored> restored = Restored.of(server);
    if (restored.isEmpty() || server.server().tracked().isPresent()) {
      return Opinion.notConcerned();
    }
    Restored file = restored.get();
    if (status.word() == ServerStatus.Word.MAINT) {
      return Maintenance.of(server) == Maintenance.FROM_STATE_FILE
          ? Opinion.found(
              clue(file, "srv_admin_state", "put into maintenance by the server-state file")
                  .asWanted())
          : Opinion.ruledOut();
    }
    Optional<Endpoint> configured = file.otherPort();
    if (configured.isPresent() && CheckFailure.of(server).isPresent()) {
      return Opinion.found(
          clue(
                  file,
                  "srv_port",
                  "the server-state file gave it another port than the configuration's "
                      + configured.get().port())
              .withFacts(Map.of("config.port", "" + configured.get().port())));
    }
    return Opinion.foundIf(
        status.isDown() && ForcedState.isUnattended(server) && file.down(),
        () ->
            clue(
                file,
                "srv_op_state",
                "restored as DOWN by the server-state file, unchecked since"));
  }

  private static Clue clue(Restored file, String column, String says) {
    ServerCase server = file.server();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    if (column.equals("srv_port")) {
      server
          .server()
          .address()
          .map(a -> Evidence.stat(server.ref(), "addr", a.toString()))
          .ifPresent(evidence::add);
      server.configured().map(s -> Lines.evidence(server.ref(), s.line())).ifPresent(evidence::add);
    }
    evidence.addAll(file.evidence(column));
    server.mirrored().map(r -> Testimony.of(r).asContext()).ifPresent(evidence::add);
    return Clue.of(server.ref(), says, evidence)
        .withFacts(Facts.of(server))
        .withFacts(Map.of("state.file", file.use().path()));
  }
}
