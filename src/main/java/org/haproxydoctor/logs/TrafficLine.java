package org.haproxydoctor.logs;

import java.util.Optional;

/// How one request or connection ended, from a traffic line of `option httplog`, `httpslog` or
/// `tcplog` (configuration manual, "Log formats" and "Session state at disconnection").
///
/// @param backend the backend; the frontend's own name when the request was not routed
/// @param state who ended it and in which phase: two letters such as `SC`, `--` for normal ends
record TrafficLine(String backend, String state) {
  private static final String WHO = "-CScsPLRIDUK";
  private static final String PHASE = "-RQCHDLT";

  /// Captured cookies before the state may hold blanks.
  private static final int WORDS_TO_STATE = 12;

  /// @param acceptDate where the `[` of the accept date stands
  /// @return empty for lines in other formats and for proxies that are not wanted
  static Optional<TrafficLine> parse(Line line, int acceptDate, LogQuery query) {
    int backend = line.nextWord(line.nextWord(acceptDate));
    int backendEnd = line.endOfWord(backend);
    int slash = line.indexOf('/', backend, backendEnd);
    if (slash <= backend) {
      return Optional.empty();
    }
    int timers = line.nextWord(backend);
    int slashes = line.count(timers, line.endOfWord(timers), '/');
    int letters = slashes == 4 ? 4 : 2;
    if (slashes != 4 && slashes != 2) {
      return Optional.empty();
    }
    String name = line.text(backend, slash);
    return query.wants(name)
        ? state(line, timers, letters).map(s -> new TrafficLine(name, s))
        : Optional.empty();
  }

  private static Optional<String> state(Line line, int timers, int letters) {
    int at = line.nextWord(timers);
    for (int word = 0; word < WORDS_TO_STATE && at < line.length(); word++) {
      int end = line.endOfWord(at);
      int next = line.nextWord(at);
      if (end - at == letters
          && WHO.indexOf(line.at(at)) >= 0
          && PHASE.indexOf(line.at(at + 1)) >= 0
          && line.count(next, line.endOfWord(next), '/') == 4) {
        return Optional.of(line.text(at, at + 2));
      }
      at = next;
    }
    return Optional.empty();
  }
}
