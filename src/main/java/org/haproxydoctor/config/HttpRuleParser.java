package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.check.HeaderMatch;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.jspecify.annotations.Nullable;

/// Reads the arguments of `http-check send` and `http-check expect` (configuration manual, section
/// 4.2).
final class HttpRuleParser {
  private static final Pattern STATUS_LIST =
      Pattern.compile("\\d{1,3}(-\\d{1,3})?(,\\d{1,3}(-\\d{1,3})?)*");

  private final ConfigLine line;
  private final List<String> words;
  private final Problems problems;
  private int at;

  /// @param words those after `send` or `expect`
  HttpRuleParser(ConfigLine line, List<String> words, Problems problems) {
    this.line = line;
    this.words = words;
    this.problems = problems;
  }

  private String next() {
    return at < words.size() ? words.get(at++) : "";
  }

  private boolean more() {
    return at < words.size();
  }

  HttpSend send() {
    @Nullable String method = null;
    HttpSend.@Nullable Text uri = null;
    @Nullable String version = null;
    HttpSend.@Nullable Text body = null;
    List<Header> headers = new ArrayList<>();
    while (more()) {
      String keyword = next();
      if (!more()) {
        problems.add(line, "'" + keyword + "' needs a value or is unknown");
        break;
      }
      switch (keyword) {
        case "meth" -> method = next();
        case "uri" -> uri = new HttpSend.Text(next(), false);
        case "uri-lf" -> uri = new HttpSend.Text(next(), true);
        case "ver" -> version = HttpSend.normalised(next());
        case "hdr" -> headers.add(new Header(next().toLowerCase(Locale.ROOT), next()));
        case "body" -> body = new HttpSend.Text(next(), false);
        case "body-lf" -> body = new HttpSend.Text(next(), true);
        case "comment" -> next();
        default -> {
          problems.add(line, "unknown argument '" + keyword + "' of http-check send");
          at = words.size();
        }
      }
    }
    return new HttpSend(
        Optional.ofNullable(method),
        Optional.ofNullable(uri),
        Optional.ofNullable(version),
        headers,
        Optional.ofNullable(body));
  }

  /// Reads the rule, with its options before and behind what is to match; each `!` turns it round.
  ///
  /// @return empty when there is nothing to match
  Optional<HttpRule.Expect> expect() {
    boolean negated = false;
    @Nullable String kind = null;
    String pattern = "";
    Optional<HeaderMatch> header = Optional.empty();
    Optional<Integer> decisive = Optional.empty();
    List<String> ignored = new ArrayList<>();
    while (more()) {
      String word = next();
      while (word.startsWith("!")) {
        negated = !negated;
        word = word.substring(1);
      }
      switch (word) {
        case "" -> {}
        case "status", "rstatus", "string", "rstring", "string-lf", "hdr", "fhdr" -> {
          if (kind != null) {
            problems.add(line, "http-check expect says twice what to match");
            return Optional.empty();
          }
          kind = word;
          if (word.endsWith("hdr")) {
            int from = at;
            header = header(word.equals("fhdr"));
            pattern = String.join(" ", words.subList(from, at));
          } else {
            pattern = next();
          }
        }
        case "ok-status" -> {
          String status = next();
          if (!status.equals("L7OK")) {
            ignored.add("A match is reported as " + status + ", which is not repeated.");
          }
        }
        case "min-recv" -> decisive = bytes(next());
        case "comment", "error-status", "tout-status", "on-success", "on-error", "status-code" ->
            next();
        default -> {
          problems.add(line, unknown(word, kind));
          if (kind == null) {
            return Optional.empty();
          }
          at = words.size();
        }
      }
    }
    if (kind == null) {
      problems.add(line, "http-check expect says nothing to expect");
      return Optional.empty();
    }
    return Optional.of(rule(kind, negated, pattern, header, decisive, ignored));
  }

  private static String unknown(String word, @Nullable String kind) {
    return kind == null
        ? "unknown argument '" + word + "' of http-check expect"
        : "unexpected '" + word + "' after the pattern; blanks in it need quotes";
  }

  private Optional<HeaderMatch> header(boolean whole) {
    HeaderMatchReader.Found found = HeaderMatchReader.read(words, at, whole);
    at = found.end();
    found.trouble().ifPresent(t -> problems.add(line, t));
    return found.match();
  }

  /// @return empty for -1, which leaves it to the pattern
  private Optional<Integer> bytes(String number) {
    if (number.matches("\\d{1,9}")) {
      return Optional.of(Integer.parseInt(number));
    }
    if (!number.equals("-1")) {
      problems.add(line, "'" + number + "' is not a number for min-recv");
    }
    return Optional.empty();
  }

  private static Expectation.Kind kindOf(String match, Optional<HeaderMatch> header) {
    return switch (match) {
      case "status" -> Expectation.Kind.STATUS;
      case "rstatus" -> Expectation.Kind.RSTATUS;
      case "string" -> Expectation.Kind.STRING;
      case "rstring" -> Expectation.Kind.RSTRING;
      default -> header.isPresent() ? Expectation.Kind.HEADER : Expectation.Kind.OTHER;
    };
  }

  private HttpRule.Expect rule(
      String match,
      boolean negated,
      String pattern,
      Optional<HeaderMatch> header,
      Optional<Integer> decisive,
      List<String> ignored) {
    Expectation.Kind kind = kindOf(match, header);
    String text = pattern;
    if (kind == Expectation.Kind.OTHER) {
      ignored.add("'http-check expect " + match + "' is computed, it is taken as met.");
    }
    if (kind == Expectation.Kind.OTHER || kind == Expectation.Kind.HEADER) {
      text = match + " " + pattern;
    } else if (pattern.isEmpty()) {
      problems.add(line, "http-check expect " + match + " has no pattern");
    } else if (kind == Expectation.Kind.STATUS && !STATUS_LIST.matcher(pattern).matches()) {
      problems.add(line, "'" + pattern + "' is not a list of status codes");
    }
    return new HttpRule.Expect(
        new Expectation(kind, negated, text, header, decisive), note(ignored), line);
  }

  private static Optional<String> note(List<String> ignored) {
    return ignored.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", ignored));
  }
}
