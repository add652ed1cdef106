package org.haproxydoctor.runbook;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of `doctor:` blocks with the words and numbers that their results are made of.
public enum TaskKind {
  STAT(
      "ok degraded down maintenance unreachable denied",
      "servers usable queued sessions requests server-errors econ eresp retries denied"),
  TCP("connected refused timeout unreachable reset error", "time"),
  HTTP("1xx 2xx 3xx 4xx 5xx connected refused timeout unreachable reset error tls-failure", "time"),
  HEALTH("agree-up agree-down only-haproxy-down only-probe-down", "time"),
  TLS("valid expiring expired untrusted name-mismatch failed not-tls", "days-left time"),
  DNS("same differs unresolved", ""),
  LOG("unreadable", "first last"),
  METRIC("ok warning critical no-data", "value"),
  CONFIG("valid invalid differs unreadable", ""),
  SSH("unreachable auth-failed", "exit"),
  ASK("", ""),
  ACTION("done declined blocked failed", ""),
  WAIT("met gave-up", ""),
  NOTE("", "");

  private final String words;
  private final String numbers;

  TaskKind(String words, String numbers) {
    this.words = words;
    this.numbers = numbers;
  }

  /// @return as written after `doctor:`
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @return result words of every step of this kind; a log step adds its patterns, an ask step its
  ///   answers, and an http step may also give an exact status such as `404`
  public List<String> words() {
    return split(words);
  }

  /// @return names that a comparison may use; `time` is the slowest in milliseconds, `first` and
  ///   `last` are seconds ago; a stat step's rates are events per second; a log step adds its
  ///   patterns
  public List<String> numbers() {
    return split(numbers);
  }

  static Optional<TaskKind> of(String word) {
    return Stream.of(values()).filter(k -> k.word().equals(word)).findFirst();
  }

  private static List<String> split(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
  }
}
