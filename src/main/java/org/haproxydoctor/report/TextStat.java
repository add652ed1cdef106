package org.haproxydoctor.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.haproxydoctor.diagnose.Serving;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.observe.Listed;

/// The state of proxies and servers as a table for people, the verdict as the last line.
public final class TextStat {
  private static final List<TableColumn> COLUMNS =
      List.of(
          TableColumn.shrinking("NAME", TableColumn.Cut.MIDDLE, 18),
          TableColumn.rigid("TYPE", 0),
          TableColumn.shrinking("STATUS", TableColumn.Cut.END, 12),
          TableColumn.number("WEIGHT", 4),
          TableColumn.number("SESS", 2),
          TableColumn.number("QUEUE", 3),
          TableColumn.number("SINCE", 1),
          TableColumn.rigid("ADDRESS", 5),
          TableColumn.shrinking("CHECK", TableColumn.Cut.END, 24));

  private static final int MOST_NAMES = 4;

  private TextStat() {}

  public static void write(StatReport report, Page page) {
    if (report.items().isEmpty()) {
      page.line("nothing matches");
    } else {
      new TextTable(COLUMNS, report.items().stream().map(TextStat::row).toList()).write(page);
    }
    page.text(Page.Style.of(report.status()), report.status().name()).line("  " + verdict(report));
  }

  private static List<TableCell> row(Listed item) {
    return List.of(
        TableCell.plain(item.name()),
        TableCell.plain(type(item)),
        new TableCell(style(item), item.status()),
        TableCell.plain(item.weight().isPresent() ? "" + item.weight().getAsInt() : ""),
        number(item.sessions()),
        number(item.queued()),
        TableCell.plain(item.sinceChange().map(TextStat::compact).orElse("")),
        TableCell.plain(address(item)),
        TableCell.plain(remark(item)));
  }

  private static String type(Listed item) {
    return switch (item) {
      case Listed.OfFrontend _ -> "fe";
      case Listed.OfBackend _ -> "be";
      case Listed.OfServer(Server server) -> server.backup() ? "bck" : "srv";
    };
  }

  private static TableCell number(OptionalLong number) {
    return TableCell.plain(number.isPresent() ? "" + number.getAsLong() : "");
  }

  private static String address(Listed item) {
    return item instanceof Listed.OfServer(Server server)
        ? server.address().map(Object::toString).orElse("")
        : "";
  }

  private static String remark(Listed item) {
    return switch (item) {
      case Listed.OfFrontend(Frontend frontend) ->
          frontend.limit().isPresent() ? "limit " + frontend.limit().getAsLong() : "";
      case Listed.OfBackend(Backend backend) -> usable(backend);
      case Listed.OfServer(Server server) ->
          (server.weight() == 0 ? "weight 0 " : "")
              + server
                  .check()
                  .map(TextStat::check)
                  .or(() -> server.tracked().map(t -> "tracks " + t))
                  .orElse("");
    };
  }

  private static String usable(Backend backend) {
    return backend.isEmpty()
        ? "no servers"
        : "%d of %d usable"
            .formatted(backend.activeUsable() + backend.backupUsable(), backend.servers().size());
  }

  private static String check(HealthCheck check) {
    List<String> words = new ArrayList<>();
    words.add(check.raw());
    if (check.code().orElse(0) > 0) {
      words.add("" + check.code().getAsInt());
    }
    check.took().ifPresent(took -> words.add(took.toMillis() + "ms"));
    words.add(check.lastReport());
    return String.join(" ", words);
  }

  /// Two parts at most, without blanks: `5s`, `3m20s`, `2h5m`, `12d3h`.
  private static String compact(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + "s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + "m" + part(time.toSecondsPart(), "s");
    }
    if (time.toDays() == 0) {
      return time.toHours() + "h" + part(time.toMinutesPart(), "m");
    }
    return time.toDays() + "d" + part(time.toHoursPart(), "h");
  }

  private static String part(int number, String unit) {
    return number == 0 ? "" : number + unit;
  }

  private static String verdict(StatReport report) {
    List<Backend> backends = report.backends();
    List<Server> servers =
        backends.stream()
            .flatMap(b -> b.servers().stream())
            .filter(s -> report.target().includes(s.ref()))
            .toList();
    long usable = servers.stream().filter(Server::usable).count();
    List<String> dead =
        backends.stream().filter(b -> !b.isEmpty() && !b.serves()).map(Backend::name).toList();
    String start =
        dead.isEmpty()
            ? ""
            : ShortList.of(dead, MOST_NAMES)
                + (dead.size() == 1 ? " serves" : " serve")
                + " nobody; ";
    return servers.isEmpty()
        ? "no servers to judge by"
        : start + "%d of %d servers usable".formatted(usable, servers.size());
  }

  private static Page.Style style(Listed item) {
    return switch (item) {
      case Listed.OfFrontend(Frontend frontend) ->
          frontend.status().equals("OPEN") ? Page.Style.GOOD : Page.Style.WARN;
      case Listed.OfBackend(Backend backend) ->
          backend.isEmpty()
              ? Page.Style.PLAIN
              : backend.serves() ? Page.Style.GOOD : Page.Style.BAD;
      case Listed.OfServer(Server server) -> {
        if (Serving.isFailing(server)) {
          yield server.usable() ? Page.Style.WARN : Page.Style.BAD;
        }
        yield server.usable() ? Page.Style.GOOD : Page.Style.WARN;
      }
    };
  }
}
