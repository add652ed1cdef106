package org.haproxydoctor.runtimeapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.StatRow;
import org.haproxydoctor.model.StatTable;

/// Reads frontends, backends and servers out of `show stat`.
///
/// Rows are told apart by `type`, never by `svname`: a server may be called anything.
public final class ProxiesParser {
  private static final String FRONTEND = "0";
  private static final String BACKEND = "1";
  private static final String SERVER = "2";
  private static final String IN_PROGRESS = "* ";

  private ProxiesParser() {}

  public static Proxies parse(StatTable table) {
    List<Frontend> frontends = new ArrayList<>();
    List<Backend> backends = new ArrayList<>();
    Set<String> frontendNames = new HashSet<>();
    Map<String, List<Server>> servers = new HashMap<>();
    for (StatRow row : table.rows()) {
      String name = row.text("pxname");
      switch (row.text("type")) {
        case FRONTEND -> {
          frontends.add(frontend(row));
          frontendNames.add(name);
        }
        case SERVER -> servers.computeIfAbsent(name, _ -> new ArrayList<>()).add(server(row));
        case BACKEND -> {
          List<Server> its = servers.getOrDefault(name, List.of());
          backends.add(backend(row, frontendNames.contains(name), its));
          servers.remove(name);
        }
        default -> {
          // A listener, or a kind of row that is not known yet.
        }
      }
    }
    return new Proxies(frontends, backends);
  }

  private static Frontend frontend(StatRow row) {
    return new Frontend(
        row.text("pxname"),
        row.text("status"),
        row.text("mode"),
        Numbers.natural(row.text("scur")),
        Numbers.natural(row.text("slim")));
  }

  private static Backend backend(StatRow row, boolean hasFrontend, List<Server> servers) {
    return new Backend(
        row.text("pxname"),
        StatusParser.backend(row.text("status")),
        Numbers.small(row.text("act")).orElse(0),
        Numbers.small(row.text("bck")).orElse(0),
        row.text("mode"),
        hasFrontend,
        Numbers.seconds(row.text("lastchg")),
        Numbers.natural(row.text("scur")),
        Numbers.natural(row.text("qcur")),
        servers);
  }

  private static Server server(StatRow row) {
    return new Server(
        new ServerRef(row.text("pxname"), row.text("svname")),
        StatusParser.server(row.text("status")),
        row.text("bck").equals("1"),
        // Every version fills the column; an unknown weight must not read as "takes no traffic".
        Numbers.small(row.text("weight")).orElse(1),
        check(row, "check_", "last_chk"),
        AddressParser.parse(row.text("addr")),
        Numbers.seconds(row.text("lastchg")),
        ServerRef.parse(row.text("tracked")),
        Numbers.natural(row.text("scur")),
        Numbers.natural(row.text("qcur")),
        Numbers.natural(row.text("econ")),
        check(row, "agent_", "last_agt"));
  }

  // HAProxy leaves all check columns empty where no check runs: unchecked, maintenance, tracking.
  // An agent is asked in maintenance too.
  private static Optional<HealthCheck> check(StatRow row, String prefix, String report) {
    String raw = row.text(prefix + "status");
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    boolean inProgress = raw.startsWith(IN_PROGRESS);
    return Optional.of(
        new HealthCheck(
            CheckStatus.of(inProgress ? raw.substring(IN_PROGRESS.length()) : raw),
            raw,
            inProgress,
            Numbers.small(row.text(prefix + "code")),
            Numbers.millis(row.text(prefix + "duration")),
            row.text(report),
            Numbers.small(row.text(prefix + "rise")),
            Numbers.small(row.text(prefix + "fall")),
            Numbers.small(row.text(prefix + "health"))));
  }
}
