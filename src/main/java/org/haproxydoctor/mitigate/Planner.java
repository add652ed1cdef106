package org.haproxydoctor.mitigate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.mitigate.BackendEffect.Usable;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.jspecify.annotations.Nullable;

/// Makes plans, and refuses those that would hurt. It looks at nothing but the situation.
public final class Planner {
  private final Situation situation;
  private final Set<ServerRef> outageAllowed;

  /// @param outageAllowed the servers that may be the last of their backend to go, by name
  public Planner(Situation situation, Set<ServerRef> outageAllowed) {
    this.situation = situation;
    this.outageAllowed = Set.copyOf(outageAllowed);
  }

  /// A server and the state it is to be brought into.
  public record Wish(ServerRef server, AdminState to) {}

  /// @param wishes in the order in which they are to be met, one for each server; all exist
  public Plan plan(List<Wish> wishes) {
    List<Change> changes = new ArrayList<>();
    List<ServerRef> already = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Wish wish : wishes) {
      ServerRef server = wish.server();
      Optional<AdminState> from = situation.state(server);
      if (from.isEmpty()) {
        refusals.add(
            new Refusal(
                server.toString(),
                "its present state is not known, so there would be no way back",
                "name a Runtime API socket that answers `show servers state`"));
      } else if (from.get() == wish.to()) {
        already.add(server);
      } else {
        changes.add(new Change(server, from.get(), wish.to()));
      }
    }
    if (!changes.isEmpty()) {
      tooLow().ifPresent(refusals::add);
    }
    List<BackendEffect> effects = effects(changes);
    effects.stream()
        .filter(e -> e.isOutage() && !outageAllowed.containsAll(e.leaving()))
        .map(this::outage)
        .forEach(refusals::add);
    changes.stream()
        .filter(c -> c.to() == AdminState.READY)
        .forEach(c -> wouldFail(c.server()).ifPresent(refusals::add));
    return new Plan(changes, already, effects, refusals, remarks(changes));
  }

  private Optional<Refusal> tooLow() {
    return situation
        .level()
        .filter(l -> l != CliLevel.ADMIN)
        .map(l ->
            new Refusal(
                "socket",
                "it has level " + l.word() + ", and changes need admin",
                "name another one with --socket, or write `level admin` on its `stats socket` line"
                    + " and reload"));
  }

  private Refusal outage(BackendEffect effect) {
    List<ServerRef> missing =
        effect.leaving().stream().filter(s -> !outageAllowed.contains(s)).toList();
    return new Refusal(
        effect.backend(),
        "nobody would be left to serve it: this takes its last usable server",
        "bring another server back first; if the outage is meant, name who goes: "
            + String.join(" ", missing.stream().map(s -> "--allow-outage " + s).toList()));
  }

  private Optional<Refusal> wouldFail(ServerRef server) {
    return Optional.ofNullable(situation.failing().get(server))
        .map(why ->
            new Refusal(
                server.toString(),
                "its own health check would fail: " + why,
                "repair it first, or use `maint drain`, which lets its check run without traffic"));
  }

  private List<BackendEffect> effects(List<Change> changes) {
    Map<ServerRef, AdminState> wanted = new HashMap<>();
    changes.forEach(c -> wanted.put(c.server(), c.to()));
    List<BackendEffect> effects = new ArrayList<>();
    for (Backend backend : situation.proxies().backends()) {
      Map<Server, AdminState> concerned = new HashMap<>();
      backend.servers().forEach(s -> wanted(s, wanted).ifPresent(to -> concerned.put(s, to)));
      if (!concerned.isEmpty()) {
        effects.add(effect(backend, concerned));
      }
    }
    return effects;
  }

  /// @return the state it gets, by itself or from a server that it follows, be it over others
  private Optional<AdminState> wanted(Server server, Map<ServerRef, AdminState> wanted) {
    Set<ServerRef> passed = new HashSet<>();
    Optional<Server> at = Optional.of(server);
    Optional<AdminState> found = Optional.empty();
    while (at.isPresent() && passed.add(at.get().ref())) {
      AdminState to = wanted.get(at.get().ref());
      // Whatever keeps one out, on the way to the server that is followed, keeps it out.
      if (to != null && found.filter(f -> f != AdminState.READY).isEmpty()) {
        found = Optional.of(to);
      }
      at = at.get().tracked().flatMap(situation::server);
    }
    return found;
  }

  private BackendEffect effect(Backend backend, Map<Server, AdminState> concerned) {
    List<Server> before = backend.servers().stream().filter(Server::usable).toList();
    List<Server> after =
        backend.servers().stream()
            .filter(s -> concerned.containsKey(s) ? comesBack(s, concerned.get(s)) : s.usable())
            .toList();
    List<Server> leaving = before.stream().filter(s -> !after.contains(s)).toList();
    return new BackendEffect(
        backend.name(),
        usable(before),
        usable(after),
        leaving.stream().mapToLong(s -> s.sessions().orElse(0)).sum(),
        leaving.stream().map(Server::ref).toList());
  }

  private boolean comesBack(Server server, @Nullable AdminState to) {
    return to == AdminState.READY && weight(server) > 0;
  }

  /// A server in maintenance may show no effective weight.
  private int weight(Server server) {
    ServerState state = situation.states().get(server.ref());
    return Math.max(server.weight(), state == null ? 0 : state.userWeight());
  }

  private Usable usable(List<Server> servers) {
    List<Server> active = servers.stream().filter(s -> !s.backup()).toList();
    List<Server> carrying = active.isEmpty() ? servers : active;
    return new Usable(
        active.size(),
        servers.size() - active.size(),
        carrying.stream().mapToInt(this::weight).sum());
  }

  private List<String> remarks(List<Change> changes) {
    List<String> remarks = new ArrayList<>();
    for (Change change : changes) {
      Optional<Server> server = situation.server(change.server());
      boolean inherits =
          Optional.ofNullable(situation.states().get(change.server()))
              .filter(s -> s.admin().contains(AdminFlag.IMAINT))
              .isPresent();
      server
          .flatMap(Server::tracked)
          .filter(_ -> change.to() == AdminState.READY && inherits)
          .ifPresent(t ->
              remarks.add(
                  change.server() + " follows " + t + " and stays out as long as that does"));
      List<ServerRef> followers = followers(change.server());
      if (!followers.isEmpty()) {
        remarks.add(
            String.join(", ", followers.stream().map(ServerRef::toString).toList())
                + (followers.size() == 1 ? " follows " : " follow ")
                + change.server());
      }
      if (change.to() == AdminState.DRAIN && change.from() == AdminState.MAINT) {
        remarks.add(
            change.server() + " leaves maintenance: its checks and persistent sessions begin");
      }
    }
    return remarks;
  }

  private List<ServerRef> followers(ServerRef of) {
    return situation.proxies().backends().stream()
        .flatMap(b -> b.servers().stream())
        .filter(s -> s.tracked().filter(of::equals).isPresent())
        .map(Server::ref)
        .toList();
  }
}
