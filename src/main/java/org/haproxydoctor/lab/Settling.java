package org.haproxydoctor.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;

/// Waits until HAProxy has seen what a drill wants it to see.
///
/// @param wanted `backend/server` to words, one of which `show stat` must say of it: the whole
///   status, or the result of the health check
record Settling(Map<String, List<String>> wanted) {
  private static final int POLL_MILLIS = 50;
  private static final String NEVER_CHECKED = "INI";

  /// One server's row.
  private record Row(String name, String status, String check) {
    String words() {
      return check.isEmpty() ? status : status + " " + check;
    }
  }

  void await(PrivateHaproxy haproxy, Deadline deadline) throws InterruptedException {
    while (true) {
      List<String> missing = missing(rows(haproxy.proxies(deadline)));
      if (missing.isEmpty()) {
        return;
      }
      if (deadline.passed()) {
        throw new CannotLookException(
            "the drill did not settle: " + String.join(", ", missing),
            "the host may be overloaded: try again");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /// Waits until a server has gone from UP to DOWN so many times, and is up again.
  static void awaitDown(PrivateHaproxy haproxy, String server, int times, Deadline deadline)
      throws InterruptedException {
    while (haproxy.timesDown(server, deadline) < times || !isUp(haproxy, server, deadline)) {
      if (deadline.passed()) {
        throw new CannotLookException(
            "the drill did not settle: " + server + " was not down " + times + " times",
            "the host may be overloaded: try again");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean isUp(PrivateHaproxy haproxy, String server, Deadline deadline) {
    return rows(haproxy.proxies(deadline)).stream()
        .anyMatch(r -> r.name.equals(server) && r.status.equals("UP"));
  }

  private List<String> missing(List<Row> rows) {
    List<String> missing = new ArrayList<>();
    rows.stream()
        .filter(r -> r.check.equals(NEVER_CHECKED))
        .map(r -> r.name + " was not checked yet")
        .forEach(missing::add);
    wanted.forEach((name, words) -> {
      List<Row> its = rows.stream().filter(r -> r.name.equals(name)).toList();
      if (its.stream().noneMatch(r -> words.contains(r.status) || words.contains(r.check))) {
        String is = its.isEmpty() ? "absent" : its.getFirst().words();
        missing.add(name + " is " + is + " instead of " + String.join(" or ", words));
      }
    });
    return missing;
  }

  private static List<Row> rows(Proxies proxies) {
    return proxies.backends().stream()
        .flatMap(b -> b.servers().stream())
        .map(s ->
            new Row(
                s.ref().toString(),
                s.status().raw(),
                s.check().map(c -> c.raw().replaceFirst("^\\* ", "")).orElse("")))
        .toList();
  }
}
