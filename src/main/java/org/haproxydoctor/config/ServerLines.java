package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ServerRef;

/// Reads `server NAME ADDRESS …` and `server-template PREFIX COUNT ADDRESS …`.
final class ServerLines {
  /// Servers that one template may make; HAProxy itself has no limit.
  private static final int MAX_TEMPLATE = 10_000;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  private ServerLines() {}

  static List<ServerDraft> server(
      Statement statement, String backend, ServerSettings defaults, Problems problems) {
    if (statement.words().size() < 3) {
      problems.add(statement.line(), "a server needs a name and an address");
      return List.of();
    }
    ServerSettings settings = defaults.copy();
    ServerAddress address = address(statement, 2, problems);
    ServerKeywords.read(settings, statement.line(), statement.from(3), problems);
    ServerRef ref = new ServerRef(backend, statement.word(1));
    return List.of(new ServerDraft(ref, statement.line(), address, settings));
  }

  static List<ServerDraft> template(
      Statement statement, String backend, ServerSettings defaults, Problems problems) {
    ConfigLine line = statement.line();
    if (statement.words().size() < 4) {
      problems.add(line, "a server-template needs a prefix, a number or range, and an address");
      return List.of();
    }
    Matcher range = RANGE.matcher(statement.word(2));
    if (!range.matches()) {
      problems.add(line, "'" + statement.word(2) + "' is neither a number nor a range");
      return List.of();
    }
    int first = range.group(2) == null ? 1 : Integer.parseInt(range.group(1));
    int last = Integer.parseInt(range.group(range.group(2) == null ? 1 : 2));
    if (last < first) {
      problems.add(line, "'" + statement.word(2) + "' makes no server");
      return List.of();
    }
    if (last - first >= MAX_TEMPLATE) {
      problems.add(line, "only the first " + MAX_TEMPLATE + " servers of this template are taken");
      last = first + MAX_TEMPLATE - 1;
    }
    ServerSettings settings = defaults.copy();
    ServerAddress address = address(statement, 3, problems);
    ServerKeywords.read(settings, line, statement.from(4), problems);
    List<ServerDraft> servers = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      ServerRef ref = new ServerRef(backend, statement.word(1) + number);
      servers.add(new ServerDraft(ref, line, address, settings));
    }
    return servers;
  }

  private static ServerAddress address(Statement statement, int at, Problems problems) {
    ServerAddress address = ServerAddress.parse(statement.word(at));
    address.trouble().ifPresent(t -> problems.add(statement.line(), t));
    return address;
  }
}
