package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Recognises host names in access list expressions such as `hdr(host) -i www.example.com`
/// (configuration manual, section 7.1).
final class HostPattern {
  private static final Pattern FETCH =
      Pattern.compile(
          "(?:(?:req\\.)?f?hdr(?:_beg|_dom|_end|_str)?\\(host(?:,-?\\d+)?\\)"
              + "|ssl_fc_sni(?:_end)?|req[._]ssl_sni)(?:,.*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?");
  private static final Set<String> FLAGS_WITH_VALUE = Set.of("-m", "-f", "-M", "-u");
  private static final Set<String> INEXACT = Set.of("reg", "sub", "len", "found", "beg", "end");
  private static final Pattern CONSTANT = Pattern.compile("str\\(([^()]*)\\)");

  private HostPattern() {}

  /// @param expression the fetch, its flags and its patterns
  /// @return the complete names among the patterns, when it looks at the host name
  static List<String> hosts(List<String> expression) {
    if (expression.isEmpty() || !FETCH.matcher(expression.getFirst()).matches()) {
      return List.of();
    }
    List<String> hosts = new ArrayList<>();
    boolean patterns = false;
    int at = 1;
    while (at < expression.size()) {
      String word = expression.get(at++);
      if (patterns || !word.startsWith("-")) {
        host(word).ifPresent(hosts::add);
      } else if (word.equals("--")) {
        patterns = true;
      } else if (FLAGS_WITH_VALUE.contains(word) && at < expression.size()) {
        String value = expression.get(at++);
        if (word.equals("-m") && INEXACT.contains(value)) {
          return List.of();
        }
      }
    }
    return hosts;
  }

  /// @return the name in lower case, when it is a complete one
  static Optional<String> host(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    boolean complete = name.contains(".") || name.startsWith("localhost");
    return complete && NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }

  /// @param sni the expression of a server's `sni`
  /// @return the name, when the expression is a constant
  static Optional<String> constant(String sni) {
    var constant = CONSTANT.matcher(sni);
    return constant.matches() ? host(constant.group(1)) : Optional.empty();
  }
}
