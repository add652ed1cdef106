package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ServerRef;

/// Reads `server NAME ADDRESS …` and `server-template PREFIX COUNT ADDRESS …`.
final class ServerLines {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  private ServerLines() {}

  static List<ServerDraft> server(
      Statement statement, String backend, ServerSettings defaults, Reading reading) {
    Problems problems = reading.problems();
    if (statement.words().size() < 3) {
      problems.add(statement.line(), "a server needs a name and an address");
      return List.of();
    }
    if (reading.allow(1) == 0) {
      problems.add(statement.line(), "too many servers, this and the rest are not taken");
      return List.of();
    }
    ServerSettings settings = defaults.copy();
    ServerAddress address = address(statement, 2, problems);
    ServerKeywords.read(settings, statement.line(), statement.from(3), problems);
    ServerRef ref = new ServerRef(backend, statement.word(1));
    return List.of(new ServerDraft(ref, statement.line(), address, settings));
  }

  static List<ServerDraft> template(
      Statement statement, String backend, ServerSettings defaults, Reading reading) {
    Problems problems = reading.problems();
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
    int wanted = last - first + 1;
    int allowed = reading.allow(wanted);
    if (allowed < wanted) {
      problems.add(line, "too many servers, only " + allowed + " of this template are taken");
    }
    ServerSettings settings = defaults.copy();
    ServerAddress address = address(statement, 3, problems);
    ServerKeywords.read(settings, line, statement.from(4), problems);
    List<ServerDraft> servers = new ArrayList<>();
    for (int number = first; number < first + allowed; number++) {
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
