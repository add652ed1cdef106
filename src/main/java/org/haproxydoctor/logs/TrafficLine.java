package org.haproxydoctor.logs;

import java.util.Optional;

/// How one request or connection ended, from a traffic line of `option httplog`, `httpslog` or
/// `tcplog` (configuration manual, "Log formats" and "Session state at disconnection").
///
/// @param backend the backend; the frontend's own name when the request was not routed
/// @param server the server's name; `<NOSRV>` when none was chosen
/// @param state who ended it and in which phase: two letters such as `SC`, `--` for normal ends
/// @param status the HTTP status that the client got, 0 for TCP and for clients that left first
/// @param answerMillis until the server's first byte, `Tr`; -1 when none came, and for TCP
record TrafficLine(String backend, String server, String state, int status, int answerMillis) {
  private static final String WHO = "-CScsPLRIDUK";
  private static final String PHASE = "-RQCHDLT";

  /// Captured cookies before the state may hold blanks.
  private static final int WORDS_TO_STATE = 12;

  private static final int TIMERS_BEFORE_ANSWER = 3;
  private static final int MOST_DIGITS = 9;

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
    if (!query.wants(name)) {
      return Optional.empty();
    }
    boolean http = letters == 4;
    int status = http ? Math.max(0, line.number(line.nextWord(timers), 3)) : 0;
    int answer = http ? answerMillis(line, timers) : -1;
    return state(line, timers, letters)
        .map(s -> new TrafficLine(name, line.text(slash + 1, backendEnd), s, status, answer));
  }

  /// @return the fourth of the five timers, -1 when it is no number
  private static int answerMillis(Line line, int timers) {
    int end = line.endOfWord(timers);
    int at = timers;
    for (int i = 0; i < TIMERS_BEFORE_ANSWER; i++) {
      at = line.indexOf('/', at, end) + 1;
    }
    int digits = line.indexOf('/', at, end) - at;
    return digits > 0 && digits <= MOST_DIGITS ? line.number(at, digits) : -1;
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
