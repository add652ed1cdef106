package org.haproxydoctor.runtimeapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.haproxydoctor.model.StatRow;
import org.haproxydoctor.model.StatTable;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.RowKey;
import org.haproxydoctor.model.traffic.RowReading;

/// Reads counters and gauges out of `show stat`; columns that a version lacks read as not told.
public final class TrafficParser {
  private final StatTable table;
  private final int[] counters;
  private final int[] gauges;
  private final int proxy;
  private final int server;
  private final int type;
  private final int[] identity;

  private TrafficParser(StatTable table) {
    this.table = table;
    this.counters = positions(Counter.values(), Counter::column);
    this.gauges = positions(Gauge.values(), Gauge::column);
    this.proxy = table.position("pxname");
    this.server = table.position("svname");
    this.type = table.position("type");
    this.identity =
        new int[] {table.position("iid"), table.position("sid"), table.position("srid")};
  }

  /// @param wanted proxies to read, all their rows
  public static List<RowReading> parse(StatTable table, Predicate<String> wanted) {
    return new TrafficParser(table).read(wanted);
  }

  /// Whether anybody came lately, or a server went down more than once: without reading rows that
  /// then have nothing to tell, which of thousands takes longer than all the rest.
  public static boolean isAlive(StatTable table) {
    int[] momentary =
        Stream.of("scur", "qcur", "rate", "req_rate", "conn_rate")
            .mapToInt(table::position)
            .toArray();
    int lastSession = table.position("lastsess");
    int timesDown = table.position("chkdown");
    return table.rows().stream()
        .anyMatch(row -> {
          for (int position : momentary) {
            if (!isZero(cell(row, position))) {
              return true;
            }
          }
          String seconds = cell(row, lastSession);
          String downs = cell(row, timesDown);
          return seconds.length() == 1 || !(isZero(downs) || downs.equals("1"));
        });
  }

  private static boolean isZero(String cell) {
    return cell.isEmpty() || cell.equals("0");
  }

  private <T> int[] positions(T[] all, Function<T, String> column) {
    int[] positions = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      positions[i] = table.position(column.apply(all[i]));
    }
    return positions;
  }

  private List<RowReading> read(Predicate<String> wanted) {
    List<RowReading> readings = new ArrayList<>();
    for (StatRow row : table.rows()) {
      if (wanted.test(cell(row, proxy))) {
        key(row).ifPresent(key -> readings.add(reading(row, key)));
      }
    }
    return readings;
  }

  private Optional<RowKey> key(StatRow row) {
    return switch (cell(row, type)) {
      case "0" -> Optional.of(RowKey.frontend(cell(row, proxy)));
      case "1" -> Optional.of(RowKey.backend(cell(row, proxy)));
      case "2" -> Optional.of(new RowKey(RowKey.Kind.SERVER, cell(row, proxy), cell(row, server)));
      default -> Optional.empty();
    };
  }

  private RowReading reading(StatRow row, RowKey key) {
    StringBuilder name = new StringBuilder();
    for (int position : identity) {
      name.append(cell(row, position)).append('/');
    }
    return new RowReading(key, name.toString(), numbers(row, counters), numbers(row, gauges));
  }

  private static long[] numbers(StatRow row, int[] positions) {
    long[] numbers = new long[positions.length];
    for (int i = 0; i < positions.length; i++) {
      numbers[i] = Numbers.unsigned(cell(row, positions[i])).orElse(RowReading.NONE);
    }
    return numbers;
  }

  private static String cell(StatRow row, int position) {
    return position < 0 ? "" : row.cell(position);
  }
}
