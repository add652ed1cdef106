package org.haproxydoctor.logs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads the time a log line was written: ISO 8601 (rfc5424, timed, iso, journalctl), the syslog
/// form without year (RFC 3164), or else the accept date of a traffic line (configuration manual,
/// "Log formats").
final class LineTime {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int WORDS_BEFORE_ACCEPT_DATE = 10;

  /// Clocks of log senders may be ahead by that much before a date is taken for last year's.
  private static final int DAYS_AHEAD = 1;

  /// 29 February may lie that far back.
  private static final int YEARS_BACK = 8;

  private final ZoneId zone;
  private final LocalDateTime latest;

  /// @param zone of times that name none
  /// @param now decides the year of times that name none
  LineTime(ZoneId zone, Instant now) {
    this.zone = zone;
    this.latest = LocalDateTime.ofInstant(now, zone).plusDays(DAYS_AHEAD);
  }

  /// @return empty when the line carries no readable time
  Optional<Instant> of(Line line) {
    try {
      int start = line.afterPriority();
      if (start > 0 && line.has(start, "1 ")) {
        start += 2;
      }
      if (line.digit(start) && line.at(start + 4) == '-') {
        return iso(line, start);
      }
      int month = month(line, start);
      if (month > 0) {
        return syslog(line, start, month);
      }
      return acceptDate(line, start);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int month(Line line, int at) {
    if (at + 3 > line.length() || line.at(at) < 'A' || line.at(at) > 'S') {
      return 0;
    }
    int found = MONTHS.indexOf(line.text(at, at + 3));
    return found >= 0 && found % 3 == 0 ? found / 3 + 1 : 0;
  }

  private Optional<Instant> iso(Line line, int at) {
    LocalDateTime whole =
        time(line, at + 11, line.number(at, 4), line.number(at + 5, 2), line.number(at + 8, 2));
    int end = at + 19;
    int nanos = 0;
    if (line.at(end) == '.' || line.at(end) == ',') {
      end++;
      for (int unit = 100_000_000; line.digit(end); end++, unit /= 10) {
        nanos += (line.at(end) - '0') * unit;
      }
    }
    LocalDateTime precise = whole.withNano(nanos);
    return Optional.of(
        switch (line.at(end)) {
          case 'Z' -> precise.toInstant(ZoneOffset.UTC);
          case '+', '-' -> precise.toInstant(offset(line, end));
          default -> precise.atZone(zone).toInstant();
        });
  }

  private static ZoneOffset offset(Line line, int at) {
    int minutes = line.number(line.at(at + 3) == ':' ? at + 4 : at + 3, 2);
    int total = line.number(at + 1, 2) * 60 + Math.max(minutes, 0);
    return ZoneOffset.ofTotalSeconds(line.at(at) == '-' ? -total * 60 : total * 60);
  }

  private Optional<Instant> syslog(Line line, int at, int month) {
    // Days below 10 are padded with a blank.
    int day = line.at(at + 4) == ' ' ? line.number(at + 5, 1) : line.number(at + 4, 2);
    for (int back = 0; back <= YEARS_BACK; back++) {
      int year = latest.getYear() - back;
      if (month == 2 && day == 29 && !Year.isLeap(year)) {
        continue;
      }
      LocalDateTime time = time(line, at + 7, year, month, day);
      if (!time.isAfter(latest)) {
        return Optional.of(time.atZone(zone).toInstant());
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> acceptDate(Line line, int start) {
    int at = start;
    for (int word = 0; word < WORDS_BEFORE_ACCEPT_DATE && at < line.length(); word++) {
      if (line.at(at) == '[' && line.digit(at + 1) && line.at(at + 3) == '/') {
        LocalDateTime time =
            time(
                line, at + 13, line.number(at + 8, 4), month(line, at + 4), line.number(at + 1, 2));
        return Optional.of(
            line.at(at + 21) == ' '
                ? time.toInstant(offset(line, at + 22))
                : time.atZone(zone).toInstant());
      }
      at = line.nextWord(at);
    }
    return Optional.empty();
  }

  /// `HH:MM:SS` at an index; a leap second counts as the one before.
  private static LocalDateTime time(Line line, int at, int year, int month, int day) {
    return LocalDateTime.of(
        year,
        month,
        day,
        line.number(at, 2),
        line.number(at + 3, 2),
        Math.min(line.number(at + 6, 2), 59));
  }
}
