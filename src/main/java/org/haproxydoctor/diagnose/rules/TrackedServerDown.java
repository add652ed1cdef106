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
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.observe.ServerCase;

/// The server has no check of its own: it follows another one (`track`), which is out.
///
/// A consequence: what is wrong with the server at the end of the chain comes first. Not to be
/// confused with what is the follower's own: its maintenance by an operator, its drain, its weight,
/// its name.
final class TrackedServerDown implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("tracked-server-down");
  }

  @Override
  public Opinion examine(ServerCase server) {
    Optional<ServerRef> next = server.server().tracked().or(() -> server.server().status().via());
    if (next.isEmpty()) {
      return Opinion.notConcerned();
    }
    Word word = server.server().status().word();
    boolean follows =
        switch (word) {
          case DOWN, DOWN_GOING_UP, DOWN_BY_AGENT, NOLB, MAINT_VIA -> true;
          case DRAIN -> !server.hasFlag(AdminFlag.FDRAIN);
          case UP, UP_GOING_DOWN, NO_CHECK, MAINT, MAINT_RESOLUTION, MAINT_SPARE, OTHER -> false;
        };
    return Opinion.foundIf(follows, () -> clue(server, next.get()));
  }

  private static Clue clue(ServerCase server, ServerRef next) {
    Optional<Server> last = server.all().followed(server.server());
    ServerRef followed = last.map(Server::ref).orElse(next);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    evidence.add(Evidence.stat(server.ref(), "tracked", next.toString()));
    last.ifPresent(s -> {
      evidence.add(Evidence.stat(followed, "status", s.status().raw()));
      s.check()
          .filter(_ -> s.checkFails())
          .map(HealthCheck::raw)
          .ifPresent(raw -> evidence.add(Evidence.stat(followed, "check_status", raw)));
    });
    server.configured().map(s -> Lines.evidence(server.ref(), s.line())).ifPresent(evidence::add);
    Clue clue =
        Clue.of(
                server.ref(),
                "follows "
                    + followed
                    + ", which is "
                    + last.map(s -> s.status().raw()).orElse("out")
                    + ", and is out because of that alone",
                evidence)
            .withFacts(Facts.of(server))
            .withFacts(Map.of("tracked", followed.toString()));
    return last.filter(TrackedServerDown::isTakenOut).isPresent() ? clue.asWanted() : clue;
  }

  private static boolean isTakenOut(Server followed) {
    Word word = followed.status().word();
    return word == Word.MAINT || word == Word.DRAIN;
  }
}
