package org.haproxydoctor.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.StatRow;
import org.haproxydoctor.model.StatTable;
import org.haproxydoctor.observe.Listed;

/// Finds the row of `show stat` that a line of the overview was made of.
final class RawRows {
  private final Map<String, StatRow> rows = new HashMap<>();

  RawRows(StatTable table) {
    for (StatRow row : table.rows()) {
      rows.putIfAbsent(key(row.text("type"), name(row)), row);
    }
  }

  Optional<StatRow> of(Listed item) {
    return Optional.ofNullable(rows.get(key(type(item.kind()), item.name())));
  }

  private static String key(String type, String name) {
    return type + " " + name;
  }

  private static String name(StatRow row) {
    String proxy = row.text("pxname");
    return row.text("type").equals(type(Listed.Kind.SERVER))
        ? proxy + "/" + row.text("svname")
        : proxy;
  }

  private static String type(Listed.Kind kind) {
    return switch (kind) {
      case FRONTEND -> "0";
      case BACKEND -> "1";
      case SERVER -> "2";
    };
  }
}
