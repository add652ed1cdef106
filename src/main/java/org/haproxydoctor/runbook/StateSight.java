package org.haproxydoctor.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.haproxydoctor.diagnose.Serving;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Target;

/// What HAProxy says of the target's backends, in the words of a `stat` step.
final class StateSight {
  private StateSight() {}

  /// @param trouble why HAProxy could not be asked, where that is known
  static Sight of(Observed<Proxies> seen, Optional<SocketTrouble> trouble, Target target) {
    return switch (seen) {
      case Observed.Unseen<Proxies>(String why) -> {
        boolean denied = trouble.filter(StateSight::isDenial).isPresent();
        yield new Sight(
            Map.of(denied ? "denied" : "unreachable", 1), Map.of(), why, StepResult.Word.UNKNOWN);
      }
      case Observed.Seen<Proxies>(Proxies proxies) -> {
        List<Backend> backends =
            proxies.backends().stream().filter(b -> target.includes(b.name())).toList();
        yield of(backends, target, Serving.of(proxies, target) == Status.OK);
      }
    };
  }

  private static boolean isDenial(SocketTrouble trouble) {
    return trouble.kind() == SocketTrouble.Kind.FORBIDDEN
        || trouble.kind() == SocketTrouble.Kind.LEVEL_TOO_LOW;
  }

  /// @param well whether nothing is wrong: what someone took out on purpose is no problem
  private static Sight of(List<Backend> backends, Target target, boolean well) {
    if (backends.isEmpty()) {
      return target.isEverything()
          ? Sight.of(StepResult.Word.OK, "HAProxy has no backend")
          : Sight.of(
              StepResult.Word.UNKNOWN, "HAProxy has no backend " + ShortList.of(target.names(), 3));
    }
    Map<String, Integer> words = new TreeMap<>();
    int servers = 0;
    int usable = 0;
    long queued = 0;
    long sessions = 0;
    for (Backend backend : backends) {
      List<Server> asked =
          backend.servers().stream().filter(s -> target.includes(s.ref())).toList();
      words.merge(word(backend, asked), 1, Integer::sum);
      servers += asked.size();
      usable += (int) asked.stream().filter(Server::usable).count();
      queued += backend.queued().orElse(0);
      sessions += backend.sessions().orElse(0);
    }
    boolean fine = words.keySet().equals(Set.of("ok"));
    String says = usable + " of " + servers + (servers == 1 ? " server usable" : " servers usable");
    if (backends.size() == 1) {
      says =
          backends.getFirst().name()
              + ": "
              + says
              + backends
                  .getFirst()
                  .sinceChange()
                  .filter(_ -> !fine)
                  .map(d -> ", last change " + HaproxyDuration.forPeople(d) + " ago")
                  .orElse("");
    } else {
      says = Counted.say(words, 0) + " (" + says + ")";
    }
    return new Sight(
        words,
        Map.of(
            "servers", (double) servers,
            "usable", (double) usable,
            "queued", (double) queued,
            "sessions", (double) sessions),
        says,
        fine || well ? StepResult.Word.OK : StepResult.Word.PROBLEM);
  }

  private static String word(Backend backend, List<Server> asked) {
    if (!backend.serves() && !backend.isEmpty()) {
      boolean meant = asked.stream().allMatch(s -> s.status().isMaintenance());
      return meant ? "maintenance" : "down";
    }
    boolean some =
        asked.stream().anyMatch(s -> s.status().isDown() || s.checkFails() || !s.usable());
    return some ? "degraded" : "ok";
  }
}
