package org.haproxydoctor.config;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.haproxydoctor.model.WireText;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Dialogue.Kind;
import org.haproxydoctor.model.check.Dialogue.Step;
import org.jspecify.annotations.Nullable;

/// Reads the arguments of `tcp-check send` and `tcp-check expect` with their variants
/// (configuration manual, section 4.2).
final class TcpRuleParser {
  private static final Set<String> SENDS =
      Set.of("send", "send-binary", "send-lf", "send-binary-lf");
  private static final Set<String> MATCHES =
      Set.of("string", "rstring", "binary", "rbinary", "string-lf", "binary-lf");
  private static final Set<String> WITH_VALUE =
      Set.of("error-status", "tout-status", "ok-status", "on-success", "on-error", "status-code");

  private final TcpRule rule;
  private final List<String> words;
  private String comment;
  private boolean negated;
  private @Nullable String match;
  private String pattern = "";
  private Optional<Integer> decisive = Optional.empty();
  private Optional<String> trouble = Optional.empty();

  TcpRuleParser(TcpRule rule) {
    this.rule = rule;
    this.words = rule.words();
    this.comment = rule.comment();
    if (SENDS.contains(words.getFirst())) {
      send();
    } else if (words.getFirst().equals("expect")) {
      expect();
    } else {
      trouble = Optional.of("unknown tcp-check rule '" + words.getFirst() + "'");
    }
  }

  void complain(Problems problems) {
    trouble.ifPresent(t -> problems.add(rule.line(), t));
  }

  private void send() {
    match = words.getFirst();
    pattern = word(1);
    if (pattern.isEmpty()) {
      trouble = Optional.of("tcp-check " + match + " has nothing to send");
    } else if (match.equals("send-binary") && hex(pattern).isEmpty()) {
      trouble = Optional.of("'" + pattern + "' is no string of hexadecimal digits");
    }
    if (word(2).equals("comment")) {
      comment = word(3);
    }
  }

  private void expect() {
    int at = 1;
    while (at < words.size() && trouble.isEmpty()) {
      String word = word(at++);
      while (word.startsWith("!")) {
        negated = !negated;
        word = word.substring(1);
      }
      if (MATCHES.contains(word)) {
        match = word;
        pattern = word(at++);
      } else if (word.equals("min-recv")) {
        decisive = bytes(word(at++));
      } else if (word.equals("comment")) {
        comment = word(at++);
      } else if (WITH_VALUE.contains(word)) {
        at++;
      } else if (!word.isEmpty()) {
        trouble = Optional.of("unexpected '" + word + "' in tcp-check expect; blanks need quotes");
      }
    }
    if (trouble.isEmpty() && (match == null || pattern.isEmpty())) {
      trouble = Optional.of("tcp-check expect says nothing to expect");
    } else if ("binary".equals(match) && hex(pattern).isEmpty()) {
      trouble = Optional.of("'" + pattern + "' is no string of hexadecimal digits");
    }
  }

  private String word(int at) {
    return at < words.size() ? words.get(at) : "";
  }

  // 0 is as good as nothing said; -1 is what it is without the option.
  private static Optional<Integer> bytes(String number) {
    return Optional.of(number).filter(n -> n.matches("\\d{1,7}")).map(Integer::parseInt);
  }

  /// @return the bytes, one character each
  static Optional<String> hex(String digits) {
    try {
      byte[] bytes = HexFormat.of().parseHex(digits);
      return Optional.of(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// @param rendered the value of a log-format string, empty when only HAProxy can compute it
  /// @param notes takes what is not repeated
  /// @return empty for a rule that cannot be understood
  Optional<Step> step(Function<String, Optional<String>> rendered, Notes notes) {
    if (trouble.isPresent() || match == null) {
      return Optional.empty();
    }
    boolean format = match.endsWith("-lf");
    boolean binary =
        match.contains("binary-lf") || match.equals("binary") || match.equals("send-binary");
    Optional<String> text = format ? rendered.apply(pattern) : Optional.of(pattern);
    Optional<String> bytes = binary ? text.flatMap(TcpRuleParser::hex) : text.map(WireText::of);
    String says = says();
    if (SENDS.contains(match)) {
      if (bytes.isEmpty()) {
        notes.add(rule.line(), "HAProxy computes what it sends, so the check ends before it here.");
        return Optional.empty();
      }
      return Optional.of(new Dialogue.Send(rule.number(), says, bytes.get()));
    }
    if (bytes.isEmpty()) {
      notes.add(rule.line(), "What to expect is computed by HAProxy, it is taken as met.");
    }
    Kind kind =
        switch (match) {
          case "rstring" -> Kind.REGEX;
          case "rbinary" -> Kind.HEX_REGEX;
          default -> bytes.isEmpty() ? Kind.COMPUTED : Kind.BYTES;
        };
    return Optional.of(
        new Dialogue.Expect(rule.number(), says, kind, negated, bytes.orElse(""), decisive));
  }

  private String says() {
    String action = SENDS.contains(words.getFirst()) ? "" : "expect " + (negated ? "! " : "");
    String about = comment.isEmpty() ? "" : " (" + comment + ")";
    return action + match + " '" + shown(pattern) + "'" + about;
  }

  /// As it is written in a configuration.
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> shown.append("\\r");
        case '\n' -> shown.append("\\n");
        case '\t' -> shown.append("\\t");
        default -> shown.append(c);
      }
    }
    return shown.toString();
  }
}
