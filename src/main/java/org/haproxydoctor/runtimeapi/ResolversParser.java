package org.haproxydoctor.runtimeapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.NameserverCounters;

/// Reads `show resolvers` (management guide, same heading): no header, one counter a line, and more
/// of them with each version.
final class ResolversParser {
  private static final String SECTION = "Resolvers section ";
  private static final String NAMESERVER = "nameserver ";

  /// Each answer is counted under one of these (`resolv_process_responses()`, src/resolvers.c).
  private static final Set<String> ANSWERS =
      Set.of(
          "valid",
          "cname_error",
          "any_err",
          "nx",
          "refused",
          "other",
          "invalid",
          "too_big",
          "truncated",
          "outdated");

  private final List<NameserverCounters> all = new ArrayList<>();
  private String section = "";
  private String nameserver = "";
  private long sent;
  private long failed;
  private long answered;

  private ResolversParser() {}

  static List<NameserverCounters> parse(String answer) {
    ResolversParser parser = new ResolversParser();
    answer.lines().map(String::strip).forEach(parser::take);
    parser.finish();
    return List.copyOf(parser.all);
  }

  private void take(String line) {
    if (line.startsWith(SECTION)) {
      finish();
      section = line.substring(SECTION.length());
    } else if (line.startsWith(NAMESERVER) && line.endsWith(":")) {
      finish();
      nameserver = line.substring(NAMESERVER.length(), line.length() - 1);
    } else {
      count(line);
    }
  }

  private void count(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      return;
    }
    String name = line.substring(0, colon);
    long value = Numbers.natural(line.substring(colon + 1).strip()).orElse(0);
    if (name.equals("sent")) {
      sent = value;
    } else if (name.equals("snd_error")) {
      failed = value;
    } else if (ANSWERS.contains(name)) {
      answered += value;
    }
  }

  private void finish() {
    if (!nameserver.isEmpty()) {
      all.add(new NameserverCounters(section, nameserver, sent, failed, answered));
    }
    nameserver = "";
    sent = 0;
    failed = 0;
    answered = 0;
  }
}
