package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxydoctor.model.ConfigLine;
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

  /// @return empty when there is nothing to match
  Optional<HttpRule.Expect> expect() {
    boolean negated = false;
    @Nullable String note = null;
    while (more()) {
      String word = next();
      if (word.equals("!")) {
        negated = true;
        continue;
      }
      String match = word;
      if (word.startsWith("!")) {
        negated = true;
        match = word.substring(1);
      }
      switch (match) {
        case "status", "rstatus", "string", "rstring", "string-lf", "hdr", "fhdr" -> {
          return Optional.of(rule(match, negated, note));
        }
        case "ok-status" -> {
          String status = next();
          if (!status.startsWith("L7OK")) {
            note = "A match is reported as " + status + ".";
          }
        }
        case "min-recv",
            "comment",
            "error-status",
            "tout-status",
            "on-success",
            "on-error",
            "status-code" ->
            next();
        default -> {
          problems.add(line, "unknown argument '" + word + "' of http-check expect");
          return Optional.empty();
        }
      }
    }
    problems.add(line, "http-check expect says nothing to expect");
    return Optional.empty();
  }

  private HttpRule.Expect rule(String match, boolean negated, @Nullable String earlierNote) {
    Expectation.Kind kind =
        switch (match) {
          case "status" -> Expectation.Kind.STATUS;
          case "rstatus" -> Expectation.Kind.RSTATUS;
          case "string" -> Expectation.Kind.STRING;
          case "rstring" -> Expectation.Kind.RSTRING;
          default -> Expectation.Kind.OTHER;
        };
    if (kind == Expectation.Kind.OTHER) {
      String pattern = String.join(" ", words.subList(at, words.size()));
      return new HttpRule.Expect(
          new Expectation(kind, negated, match + " " + pattern),
          Optional.of("'http-check expect " + match + "' is not judged, it is taken as met."),
          line);
    }
    String pattern = next();
    if (pattern.isEmpty()) {
      problems.add(line, "http-check expect " + match + " has no pattern");
    } else if (kind == Expectation.Kind.STATUS && !STATUS_LIST.matcher(pattern).matches()) {
      problems.add(line, "'" + pattern + "' is not a list of status codes");
    }
    if (more()) {
      problems.add(line, "unexpected '" + next() + "' after the pattern; blanks in it need quotes");
    }
    return new HttpRule.Expect(
        new Expectation(kind, negated, pattern), Optional.ofNullable(earlierNote), line);
  }
}
