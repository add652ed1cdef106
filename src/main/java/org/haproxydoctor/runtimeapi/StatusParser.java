package org.haproxydoctor.runtimeapi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;

/// Reads the `status` column of `show stat` (HAProxy `src/stats-proxy.c`, `srv_hlt_st[]`).
final class StatusParser {
  /// 3.4 says `UP -1/3` before the first check, and `UP 0/3` after it.
  private static final Pattern COUNTED = Pattern.compile("(UP|DOWN|NOLB|DRAIN) -?\\d+/-?\\d+");

  private static final Pattern VIA = Pattern.compile("MAINT \\(via (.+)\\)", Pattern.DOTALL);

  /// What newer versions append to a backend's `UP` or `DOWN`: ` (UNPUB)` (3.4), ` (3/6)` (2.3,
  /// with `up` and `no-maint`).
  private static final Pattern BACKEND_SUFFIXES =
      Pattern.compile("( \\([A-Z]+\\)| \\(\\d+/\\d+\\))+$");

  private StatusParser() {}

  static ServerStatus server(String raw) {
    Matcher via = VIA.matcher(raw);
    return via.matches()
        ? new ServerStatus(Word.MAINT_VIA, raw, ServerRef.parse(via.group(1)))
        : new ServerStatus(word(raw), raw, Optional.empty());
  }

  static String backend(String raw) {
    return raw.indexOf('(') < 0 ? raw : BACKEND_SUFFIXES.matcher(raw).replaceFirst("");
  }

  private static Word word(String raw) {
    return switch (raw) {
      case "UP" -> Word.UP;
      case "DOWN" -> Word.DOWN;
      case "DOWN (agent)" -> Word.DOWN_BY_AGENT;
      case "NOLB" -> Word.NOLB;
      case "DRAIN", "DRAIN (agent)" -> Word.DRAIN;
      case "MAINT" -> Word.MAINT;
      case "MAINT (resolution)" -> Word.MAINT_RESOLUTION;
      case "no check" -> Word.NO_CHECK;
      default -> counted(raw);
    };
  }

  private static Word counted(String raw) {
    Matcher counted = COUNTED.matcher(raw);
    if (!counted.matches()) {
      return Word.OTHER;
    }
    return switch (counted.group(1)) {
      case "UP" -> Word.UP_GOING_DOWN;
      case "DOWN" -> Word.DOWN_GOING_UP;
      case "NOLB" -> Word.NOLB;
      default -> Word.DRAIN;
    };
  }
}
