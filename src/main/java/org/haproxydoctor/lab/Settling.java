package org.haproxydoctor.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;

/// Waits until HAProxy has seen what a drill wants it to see.
///
/// @param wanted `backend/server` to words, one of which `show stat` must say of it: the whole
///   status, or the result of the health check
record Settling(Map<String, List<String>> wanted) {
  private static final int POLL_MILLIS = 50;
  private static final String SERVER = "2";
  private static final String NEVER_CHECKED = "INI";

  /// One server's row.
  private record Row(String name, String status, String check) {
    String words() {
      return check.isEmpty() ? status : status + " " + check;
    }
  }

  void await(PrivateHaproxy haproxy, Deadline deadline) throws InterruptedException {
    while (true) {
      List<String> missing = missing(rows(haproxy.ask("show stat", deadline)));
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

  // Only columns before the first free text are read, so that no quoting can be met.
  private static List<Row> rows(String csv) {
    List<String> lines = csv.lines().toList();
    List<String> header = List.of(lines.getFirst().replaceFirst("^# ", "").split(","));
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      if (cells.length > header.indexOf("check_status")
          && cells[header.indexOf("type")].equals(SERVER)) {
        rows.add(
            new Row(
                cells[0] + "/" + cells[1],
                cells[header.indexOf("status")],
                cells[header.indexOf("check_status")].replaceFirst("^\\* ", "")));
      }
    }
    return rows;
  }
}
