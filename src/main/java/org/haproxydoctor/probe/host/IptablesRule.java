package org.haproxydoctor.probe.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One line of `iptables-save(8)`.
///
/// @param target what is done with a packet that meets all conditions; empty when nothing is
record IptablesRule(List<Condition> conditions, String target) {
  private static final Set<String> SAY_NOTHING = Set.of("-A", "-m", "--comment", "--set-xmark");
  private static final Set<String> OF_THE_TARGET =
      Set.of("--reject-with", "--log-prefix", "--log-level", "--nflog-prefix", "--nflog-group");

  record Condition(String option, boolean negated, String value) {}

  static IptablesRule parse(String line) {
    Deque<String> words = new ArrayDeque<>(words(line));
    List<Condition> conditions = new ArrayList<>();
    String target = "";
    boolean negated = false;
    while (!words.isEmpty()) {
      String word = words.pop();
      if (word.equals("!")) {
        negated = true;
        continue;
      }
      String value = words.isEmpty() || words.peek().startsWith("-") ? "" : words.pop();
      if (word.equals("-j") || word.equals("-g")) {
        target = value;
      } else if (word.equals("--tcp-flags")) {
        // Two values: of these flags, only those are set.
        String set = words.isEmpty() ? "" : words.pop();
        conditions.add(new Condition(word, negated, set));
      } else if (!SAY_NOTHING.contains(word) && !OF_THE_TARGET.contains(word)) {
        conditions.add(new Condition(word, negated, value));
      }
      negated = false;
    }
    return new IptablesRule(List.copyOf(conditions), target);
  }

  /// Blanks part words, but not inside of quotes.
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String part : line.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      if (!part.isEmpty()) {
        words.add(part);
      }
    }
    return words;
  }

  Tri holds(Packet packet) {
    Tri all = Tri.YES;
    for (Condition condition : conditions) {
      all = all.and(holds(condition, packet).negated(condition.negated));
    }
    return all;
  }

  private static Tri holds(Condition condition, Packet packet) {
    String value = condition.value;
    return switch (condition.option) {
      case "-p" -> Tri.of(value.equals("tcp") || value.equals("6") || value.equals("all"));
      case "-d" -> address(value, packet);
      case "--dport", "--dports" -> ports(value, packet.server().port());
      case "--uid-owner" -> range(value, "-", packet.uid());
      case "--ctstate", "--state" -> Tri.of(List.of(value.split(",", -1)).contains("NEW"));
      case "--tcp-flags" -> Tri.of(value.equals("SYN"));
      case "--syn" -> Tri.YES;
      case "-o", "-i" -> device(value, packet);
      default -> Tri.UNKNOWN;
    };
  }

  private static Tri device(String name, Packet packet) {
    boolean loopback = name.equals("lo");
    return loopback || packet.toThisHost() ? Tri.of(loopback == packet.toThisHost()) : Tri.UNKNOWN;
  }

  private static Tri address(String value, Packet packet) {
    try {
      return Tri.of(AddressRange.parse(value).contains(packet.server().host()));
    } catch (IllegalArgumentException e) {
      return Tri.UNKNOWN;
    }
  }

  private static Tri ports(String value, int port) {
    List<Tri> each = Stream.of(value.split(",", -1)).map(part -> range(part, ":", port)).toList();
    return each.contains(Tri.YES) ? Tri.YES : each.contains(Tri.UNKNOWN) ? Tri.UNKNOWN : Tri.NO;
  }

  private static Tri range(String text, String between, long value) {
    String[] ends = text.split(between, 2);
    String last = ends[ends.length - 1];
    if (!ends[0].matches("\\d{1,10}") || !last.matches("\\d{1,10}")) {
      return Tri.UNKNOWN;
    }
    return Tri.of(Long.parseLong(ends[0]) <= value && value <= Long.parseLong(last));
  }
}
