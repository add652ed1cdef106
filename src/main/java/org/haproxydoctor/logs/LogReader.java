package org.haproxydoctor.logs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;

/// Reads the end of HAProxy's log: a file, or systemd's journal.
///
/// Which lines are understood is settled by HAProxy's `srv_append_status` (`src/server.c`) and the
/// manual's chapter on logging; others are passed over.
public final class LogReader {
  private final List<Path> usualPlaces;
  private final Journal journal;
  private final Clock clock;

  public LogReader() {
    this(
        List.of(Path.of("/var/log/haproxy.log"), Path.of("/var/log/haproxy/haproxy.log")),
        new Journal(),
        Clock.system(ZoneId.systemDefault()));
  }

  LogReader(List<Path> usualPlaces, Journal journal, Clock clock) {
    this.usualPlaces = usualPlaces;
    this.journal = journal;
    this.clock = clock;
  }

  /// Reads backwards until the query's moment, its bytes or the time are spent.
  ///
  /// @throws LogUnreadableException when there is nothing to read; says what was tried
  public LogWitness read(LogQuery query, Deadline deadline) throws LogUnreadableException {
    if (query.source().isPresent()) {
      String source = query.source().get();
      return source.equals(Journal.NAME)
          ? journal.read(query, scan(query), deadline)
          : readFile(path(source), query, deadline);
    }
    List<String> tried = new ArrayList<>();
    for (Path place : usualPlaces) {
      try {
        return readFile(place, query, deadline);
      } catch (LogUnreadableException e) {
        tried.add(e.getMessage());
      }
    }
    if (journal.runs()) {
      try {
        return journal.read(query, scan(query), deadline);
      } catch (LogUnreadableException e) {
        tried.add(e.getMessage());
      }
    } else {
      tried.add("journal: systemd does not run here");
    }
    throw new LogUnreadableException(
        "no log could be read (" + String.join("; ", tried) + "); name one with --log");
  }

  private static Path path(String source) throws LogUnreadableException {
    try {
      return Path.of(source);
    } catch (InvalidPathException e) {
      throw new LogUnreadableException(source + ": not a path");
    }
  }

  private LogWitness readFile(Path path, LogQuery query, Deadline deadline)
      throws LogUnreadableException {
    LogScan scan = scan(query);
    LogFile file = new LogFile(path);
    boolean whole = file.read(scan, query.maxBytes(), deadline);
    long bytes = file.bytesRead();
    if (whole && !scan.enough()) {
      LogFile rotated = new LogFile(Path.of(path + ".1"));
      whole = readRotated(rotated, scan, query.maxBytes() - bytes, deadline);
      bytes += rotated.bytesRead();
    }
    if (bytes == 0) {
      throw new LogUnreadableException(path + ": time was up before it could be read");
    }
    if (!scan.recognised()) {
      throw new LogUnreadableException(path + ": no line in it looks like a log of HAProxy");
    }
    boolean complete = scan.sinceReached() || whole;
    return scan.witness(path.toString(), bytes, complete && !scan.overflowed());
  }

  /// @return whether the log's beginning was reached: not while an older part lies there compressed
  private static boolean readRotated(
      LogFile rotated, LogScan scan, long maxBytes, Deadline deadline) {
    try {
      return rotated.read(scan, maxBytes, deadline);
    } catch (LogUnreadableException e) {
      return !rotated.existsInSomeForm();
    }
  }

  private LogScan scan(LogQuery query) {
    return new LogScan(query, new LineTime(clock.getZone(), clock.instant()));
  }
}
