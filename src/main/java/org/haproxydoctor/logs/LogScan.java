package org.haproxydoctor.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.ServerEvent;

/// Collects what a query wants from blocks of lines that come newest block first, oldest line first
/// within each.
final class LogScan {
  /// Words up to the accept date behind the longest syslog prefix, RFC 5424's, and one to spare.
  private static final int LONGEST_PREFIX = 10;

  /// A server that fails in new ways all the time must not fill the memory.
  private static final int MOST_EVENTS = 5000;

  private final LogQuery query;
  private final LineTime times;
  private final List<List<ServerEvent>> blocks = new ArrayList<>();
  private final Map<String, Map<String, Integer>> terminations = new HashMap<>();
  private final Endings endings = new Endings();
  private final Pace pace = new Pace();
  private int events;
  private boolean sinceReached;
  private boolean recognised;

  LogScan(LogQuery query, LineTime times) {
    this.query = query;
    this.times = times;
  }

  /// Takes the lines between two indexes of a buffer; the last one may lack its line end.
  void block(byte[] buffer, int from, int to) {
    blocks.add(new ArrayList<>());
    boolean timeSeen = false;
    int start = from;
    while (start < to) {
      int end = start;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      Line line = new Line(buffer, start, end);
      if (!timeSeen) {
        Optional<Instant> time = times.of(line);
        timeSeen = time.isPresent();
        recognised |= timeSeen;
        sinceReached |= time.filter(t -> t.isBefore(query.since())).isPresent();
      }
      line(line);
      start = end + 1;
    }
  }

  /// @return whether a line older than the query wants was met, or more events than can be kept
  boolean enough() {
    return sinceReached || overflowed();
  }

  boolean sinceReached() {
    return sinceReached;
  }

  boolean overflowed() {
    return events >= MOST_EVENTS;
  }

  /// @return whether any line looked like one of a log
  boolean recognised() {
    return recognised;
  }

  private void line(Line line) {
    int at = line.afterPriority();
    for (int word = 0; word < LONGEST_PREFIX && at < line.length(); word++) {
      if (line.at(at) == '[' && line.digit(at + 1)) {
        traffic(line, at);
        return;
      }
      if (EventLine.mayStartAt(line, at)) {
        event(line, at);
        return;
      }
      at = line.nextWord(at);
    }
  }

  private void traffic(Line line, int at) {
    Optional<TrafficLine> traffic = TrafficLine.parse(line, at, query);
    if (traffic.isEmpty()) {
      return;
    }
    Optional<Instant> time = times.of(line);
    if (time.filter(this::tooOld).isEmpty()) {
      terminations
          .computeIfAbsent(traffic.get().backend(), _ -> new HashMap<>())
          .merge(traffic.get().state(), 1, Integer::sum);
      time.ifPresent(t -> pace.add(traffic.get(), t));
    }
    if (time.filter(t -> t.isBefore(query.recently())).isEmpty()) {
      endings.add(traffic.get());
    }
  }

  private void event(Line line, int at) {
    Optional<Instant> time = times.of(line);
    if (overflowed() || time.filter(this::tooOld).isPresent()) {
      return;
    }
    Optional<ServerEvent> event = EventLine.parse(EventLine.message(line, at), time);
    if (event.isPresent()) {
      recognised = true;
      if (query.wants(proxyOf(event.get().subject()))) {
        blocks.getLast().add(event.get());
        events++;
      }
    }
  }

  private boolean tooOld(Instant time) {
    return time.isBefore(query.since());
  }

  private static String proxyOf(String subject) {
    int slash = subject.indexOf('/');
    return slash < 0 ? subject : subject.substring(0, slash);
  }

  LogWitness witness(String source, long bytesRead, boolean complete) {
    List<ServerEvent> ordered = new ArrayList<>();
    blocks.reversed().forEach(ordered::addAll);
    if (ordered.stream().allMatch(e -> e.at().isPresent())) {
      ordered.sort(Comparator.comparing(e -> e.at().orElse(Instant.MIN)));
    }
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    terminations.forEach((backend, states) -> counts.put(backend, Map.copyOf(states)));
    return new LogWitness(
        source,
        withoutRepetitions(ordered),
        counts,
        endings.all(),
        pace.trends(),
        bytesRead,
        complete);
  }

  /// Leaves out what the same second already holds: under systemd each event is written twice, to
  /// stderr and to the log.
  private static List<ServerEvent> withoutRepetitions(List<ServerEvent> events) {
    Set<List<Object>> seen = new HashSet<>();
    return events.stream()
        .filter(e ->
            e.at().isEmpty()
                || seen.add(
                    List.of(e.at().get().getEpochSecond(), e.kind(), e.subject(), e.reason())))
        .toList();
  }
}
