package org.haproxydoctor.mitigate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;

/// Servers as HAProxy would tell of them.
final class Cluster {
  private final Map<ServerRef, One> servers = new LinkedHashMap<>();
  private final Map<ServerRef, String> failing = new HashMap<>();
  private CliLevel level = CliLevel.ADMIN;

  private record One(
      AdminState admin, boolean up, boolean backup, int weight, Optional<ServerRef> tracked) {}

  static ServerRef ref(String name) {
    return ServerRef.parse(name).orElseThrow();
  }

  /// A server that is up, active and ready.
  Cluster up(String name) {
    return with(name, AdminState.READY, true, false, 1, Optional.empty());
  }

  Cluster down(String name) {
    return with(name, AdminState.READY, false, false, 1, Optional.empty());
  }

  Cluster backup(String name) {
    return with(name, AdminState.READY, true, true, 1, Optional.empty());
  }

  Cluster in(AdminState admin, String name) {
    return with(name, admin, true, false, 1, Optional.empty());
  }

  Cluster tracking(String name, String other) {
    return with(name, AdminState.READY, true, false, 1, Optional.of(ref(other)));
  }

  Cluster with(
      String name,
      AdminState admin,
      boolean up,
      boolean backup,
      int weight,
      Optional<ServerRef> tracked) {
    servers.put(ref(name), new One(admin, up, backup, weight, tracked));
    return this;
  }

  Cluster failing(String name, String why) {
    failing.put(ref(name), why);
    return this;
  }

  Cluster level(CliLevel other) {
    level = other;
    return this;
  }

  Situation situation() {
    return new Situation(proxies(), states(), Optional.of(level), failing);
  }

  Proxies proxies() {
    Map<String, List<Server>> backends = new LinkedHashMap<>();
    servers.forEach((ref, one) ->
        backends.computeIfAbsent(ref.backend(), _ -> new ArrayList<>()).add(row(ref, one)));
    List<Backend> all = new ArrayList<>();
    backends.forEach((name, rows) ->
        all.add(
            new Backend(
                name,
                "UP",
                (int) rows.stream().filter(s -> s.usable() && !s.backup()).count(),
                (int) rows.stream().filter(s -> s.usable() && s.backup()).count(),
                "http",
                false,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                rows)));
    return new Proxies(List.of(), all);
  }

  /// What keeps it out, be it a server that it follows.
  private AdminState effective(One one) {
    AdminState inherited =
        one.tracked().map(servers::get).map(this::effective).orElse(AdminState.READY);
    return one.admin().compareTo(inherited) >= 0 ? one.admin() : inherited;
  }

  private boolean isUp(One one) {
    return one.tracked().map(servers::get).map(this::isUp).orElse(one.up());
  }

  private Server row(ServerRef ref, One one) {
    Word word =
        switch (effective(one)) {
          case MAINT -> one.admin() == AdminState.MAINT ? Word.MAINT : Word.MAINT_VIA;
          case DRAIN -> Word.DRAIN;
          case READY -> isUp(one) ? Word.UP : Word.DOWN;
        };
    return new Server(
        ref,
        new ServerStatus(word, word.name(), Optional.empty()),
        one.backup(),
        one.weight(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        one.tracked(),
        OptionalLong.of(3),
        OptionalLong.empty());
  }

  Map<ServerRef, ServerState> states() {
    Map<ServerRef, ServerState> states = new HashMap<>();
    servers.forEach((ref, one) ->
        states.put(
            ref,
            new ServerState(
                ref,
                2,
                flags(one.admin()),
                one.weight(),
                one.weight(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty())));
    return states;
  }

  private static Set<AdminFlag> flags(AdminState admin) {
    return switch (admin) {
      case READY -> Set.of();
      case DRAIN -> Set.of(AdminFlag.FDRAIN);
      case MAINT -> Set.of(AdminFlag.FMAINT);
    };
  }

  /// As an operator would.
  void set(ServerRef server, AdminState admin) {
    servers.computeIfPresent(
        server, (_, o) -> new One(admin, o.up(), o.backup(), o.weight(), o.tracked()));
  }

  Set<ServerRef> names() {
    return servers.keySet();
  }
}
