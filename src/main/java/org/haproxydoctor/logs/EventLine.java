package org.haproxydoctor.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerEvent.Kind;

/// Reads HAProxy's messages on the state of servers and backends (`src/server.c`, `src/check.c`,
/// `src/proxy.c`, `src/proto_tcp.c`; versions 2.0 to 3.5).
final class EventLine {
  private static final Pattern NO_FREE_PORTS =
      Pattern.compile("^Connect\\(\\) failed for backend (\\S+): no free ports");
  private static final Pattern FD_LIMIT =
      Pattern.compile("^Proxy (\\S+) reached (?:process|system) FD limit");
  private static final Pattern TOOK = Pattern.compile("check duration: (\\d{1,9})ms");
  private static final String NO_SERVER = " has no server available!";

  /// Health-check texts may quote a server at length.
  private static final int LONGEST_MESSAGE = 2048;

  private EventLine() {}

  /// @return whether the words at an index may begin such a message
  static boolean mayStartAt(Line line, int at) {
    return switch (line.at(at)) {
      case 'S' -> line.has(at, "Server ");
      case 'B' -> line.has(at, "Backup Server ");
      case 'H' -> line.has(at, "Health check for ");
      case 'A' -> line.has(at, "Agent check for ");
      case 'b' -> line.has(at, "backend ");
      case 'p' -> line.has(at, "proxy ");
      case 'C' -> line.has(at, "Cannot bind to ") || line.has(at, "Connect() failed for ");
      case 'P' -> line.has(at, "Proxy ");
      default -> false;
    };
  }

  static String message(Line line, int at) {
    return line.text(at, Math.min(line.length(), at + LONGEST_MESSAGE));
  }

  /// @return empty when the message is about something else
  static Optional<ServerEvent> parse(String message, Optional<Instant> at) {
    if (message.startsWith("backend ") || message.startsWith("proxy ")) {
      return noServer(message, at);
    }
    if (message.startsWith("Cannot bind ")) {
      return sourceBind(message, at);
    }
    if (message.startsWith("Connect() ") || message.startsWith("Proxy ")) {
      return shortage(message, at);
    }
    int server = message.indexOf("erver ");
    int subjectStart = server + "erver ".length();
    int subjectEnd = message.indexOf(' ', subjectStart);
    if (server < 0 || subjectEnd < 0) {
      return Optional.empty();
    }
    String subject = message.substring(subjectStart, subjectEnd);
    String rest = message.substring(subjectEnd + 1);
    if (subject.indexOf('/') <= 0) {
      return Optional.empty();
    }
    Optional<Kind> kind =
        switch (message.charAt(0)) {
          case 'H' -> check(rest, Kind.CHECK_FAILED, Kind.CHECK_SUCCEEDED);
          case 'A' -> check(rest, Kind.AGENT_CHECK_FAILED, Kind.AGENT_CHECK_SUCCEEDED);
          default -> state(afterName(rest));
        };
    return kind.map(
        k -> new ServerEvent(at, k, subject, reason(k, rest), info(rest), took(rest), message));
  }

  private static Optional<ServerEvent> noServer(String message, Optional<Instant> at) {
    int end = message.indexOf(NO_SERVER);
    if (end < 0) {
      return Optional.empty();
    }
    // On stderr, and from 3.x on elsewhere too, the name stands in quotes.
    String name = message.substring(message.indexOf(' ') + 1, end).replace("'", "");
    return Optional.of(ServerEvent.plain(at, Kind.NO_SERVER_AVAILABLE, name, message));
  }

  private static Optional<ServerEvent> sourceBind(String message, Optional<Instant> at) {
    int name = message.indexOf(" for backend ");
    if (name < 0) {
      return Optional.empty();
    }
    String subject = message.substring(name + " for backend ".length()).strip();
    if (subject.endsWith(".")) {
      subject = subject.substring(0, subject.length() - 1);
    }
    return Optional.of(ServerEvent.plain(at, Kind.SOURCE_BIND_FAILED, subject, message));
  }

  /// `Connect() failed for backend b: no free ports.`, `Proxy b reached process FD limit
  /// (maxsock=430). Please check 'ulimit-n' and restart.`
  private static Optional<ServerEvent> shortage(String message, Optional<Instant> at) {
    Matcher ports = NO_FREE_PORTS.matcher(message);
    Matcher files = FD_LIMIT.matcher(message);
    boolean port = ports.find();
    if (!port && !files.find()) {
      return Optional.empty();
    }
    return Optional.of(
        ServerEvent.plain(
            at,
            port ? Kind.NO_FREE_PORTS : Kind.FD_LIMIT,
            port ? ports.group(1) : files.group(1),
            message));
  }

  private static Optional<Kind> check(String rest, Kind failed, Kind succeeded) {
    if (rest.startsWith("failed")) {
      return Optional.of(failed);
    }
    boolean passed = rest.startsWith("succeeded") || rest.startsWith("condition");
    return passed ? Optional.of(succeeded) : Optional.empty();
  }

  /// Passes over `('host.name') `, which stands between the server and what became of it.
  private static String afterName(String rest) {
    int end = rest.startsWith("('") ? rest.indexOf(") ") : -1;
    return end < 0 ? rest : rest.substring(end + 2);
  }

  private static Optional<Kind> state(String rest) {
    if (rest.startsWith("is UP") || rest.startsWith("is DOWN")) {
      boolean leaving = rest.contains("maintenance)") || rest.contains("(resolves again)");
      Kind plain = rest.startsWith("is UP") ? Kind.UP : Kind.DOWN;
      return Optional.of(leaving ? Kind.LEAVING_MAINTENANCE : plain);
    }
    if (rest.startsWith("is stopping")) {
      return Optional.of(Kind.STOPPING);
    }
    if (rest.startsWith("administratively READY")) {
      return Optional.of(Kind.LEAVING_MAINTENANCE);
    }
    if (rest.startsWith("is going DOWN for maintenance")
        || rest.startsWith("was DOWN and now enters maintenance")
        || (rest.contains("remains in") && rest.contains("maintenance"))) {
      return Optional.of(Kind.MAINTENANCE);
    }
    boolean drains =
        rest.startsWith("enters drain state")
            || (rest.contains("remains in") && rest.contains("drain mode"));
    return drains ? Optional.of(Kind.DRAIN) : Optional.empty();
  }

  private static Optional<String> reason(Kind kind, String rest) {
    int start = rest.indexOf("reason: ");
    if (start >= 0) {
      return Optional.of(upTo(rest, start + "reason: ".length(), ",."));
    }
    int changed = rest.indexOf("changed from ");
    if (changed >= 0) {
      return Optional.of(upTo(rest, changed, ",."));
    }
    int cause = kind == Kind.MAINTENANCE ? rest.indexOf("maintenance (") : -1;
    return cause < 0
        ? Optional.empty()
        : Optional.of(upTo(rest, cause + "maintenance (".length(), ")").strip());
  }

  private static String upTo(String text, int start, String ends) {
    int end = start;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end);
  }

  private static Optional<String> info(String rest) {
    int start = rest.indexOf("info: \"");
    if (start < 0) {
      return Optional.empty();
    }
    start += "info: \"".length();
    // The text may itself hold quotes: it ends where the next part begins.
    int end = rest.indexOf("\", check duration", start);
    if (end < 0) {
      end = rest.lastIndexOf('"');
    }
    return Optional.of(rest.substring(start, Math.max(start, end)));
  }

  // A server's own words may hold the like: HAProxy's stand behind them.
  private static Optional<Duration> took(String rest) {
    return TOOK.matcher(rest)
        .results()
        .reduce((_, last) -> last)
        .map(found -> Duration.ofMillis(Long.parseLong(found.group(1))));
  }
}
