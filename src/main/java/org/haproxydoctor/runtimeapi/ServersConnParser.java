package org.haproxydoctor.runtimeapi;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.ServerRef;

/// Reads `show servers conn` (management guide, same heading; columns by header, 3.3 added some).
final class ServersConnParser {
  private ServersConnParser() {}

  static List<ServerConnections> parse(String answer) {
    BlankTable table = BlankTable.parse(answer);
    return table.rows().stream()
        .map(row -> connections(table, row))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<ServerConnections> connections(BlankTable table, String[] row) {
    return ServerRef.parse(table.text(row, "bkname/svname"))
        .map(ref ->
            new ServerConnections(
                ref,
                Numbers.natural(table.text(row, "used_cur")),
                Numbers.natural(table.text(row, "used_max")),
                Numbers.natural(table.text(row, "need_est")),
                Numbers.natural(table.text(row, "idle_cur")),
                Numbers.natural(table.text(row, "idle_lim"))));
  }
}
