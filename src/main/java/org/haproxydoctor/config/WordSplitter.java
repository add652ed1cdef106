package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cuts one line into words as HAProxy's `parse_line()` does: quotes, escapes, comment and
/// environment variables (configuration manual, sections 2.2 and 2.3).
///
/// Variables are expanded inside double quotes only. A backslash before a character without a
/// special meaning stays, so that regular expressions need no doubling. HAProxy has no line
/// continuation: a backslash at the end is a word of its own.
final class WordSplitter {

  /// What became of a line.
  ///
  /// @param text the line without indentation and comment
  /// @param trouble what is wrong with the line, if anything
  /// @param undefined variables without value and default, which read as nothing
  record Split(List<String> words, String text, Optional<String> trouble, List<String> undefined) {}

  private final String line;
  private final Environment environment;
  private final List<String> words = new ArrayList<>();
  private final List<String> undefined = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean single;
  private boolean quoted;
  private int at;
  private @Nullable String trouble;

  private WordSplitter(String line, Environment environment) {
    this.line = line;
    this.environment = environment;
  }

  static Split split(String line, Environment environment) {
    return new WordSplitter(line, environment).run();
  }

  private Split run() {
    boolean comment = false;
    while (at < line.length() && !comment) {
      char c = line.charAt(at);
      if (c == '"' && !single) {
        quoted = !quoted;
        inWord |= quoted;
        at++;
      } else if (c == '\'' && !quoted) {
        single = !single;
        inWord |= single;
        at++;
      } else if (c == '\\' && !single) {
        escape();
      } else if (c == '$' && quoted) {
        variable();
      } else if (single || quoted) {
        take(c);
      } else if (c == '#') {
        comment = true;
      } else if (isBlank(c)) {
        endWord();
        at++;
      } else {
        take(c);
      }
    }
    if (single || quoted) {
      trouble("a quote is opened and not closed");
    }
    endWord();
    String text = line.substring(0, Math.min(at, line.length())).strip();
    return new Split(words, text, Optional.ofNullable(trouble), undefined);
  }

  private void take(char c) {
    word.append(c);
    inWord = true;
    at++;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }

  private void escape() {
    char next = at + 1 < line.length() ? line.charAt(at + 1) : 0;
    switch (next) {
      case ' ', '\t', '\\', '#', '\'', '"' -> replace(next, 2);
      case 'n' -> replace('\n', 2);
      case 'r' -> replace('\r', 2);
      case 't' -> replace('\t', 2);
      case 'x' -> hex();
      case '$' -> {
        if (quoted) {
          replace('$', 2);
        } else {
          take('\\');
        }
      }
      default -> take('\\');
    }
  }

  private void hex() {
    int high = at + 2 < line.length() ? Character.digit(line.charAt(at + 2), 16) : -1;
    int low = at + 3 < line.length() ? Character.digit(line.charAt(at + 3), 16) : -1;
    if (high < 0 || low < 0) {
      trouble("\\x wants two hexadecimal digits");
      take('\\');
    } else {
      if (high > 7) {
        trouble("the byte behind \\x is no ASCII, it is not repeated as it is");
      }
      replace((char) (high * 16 + low), 4);
    }
  }

  private void replace(char c, int length) {
    word.append(c);
    inWord = true;
    at += length;
  }

  private void variable() {
    int from = at + 1;
    boolean braces = from < line.length() && line.charAt(from) == '{';
    int start = braces ? from + 1 : from;
    int end = start;
    while (end < line.length() && isNamePart(line.charAt(end), end == start)) {
      end++;
    }
    if (end == start) {
      trouble("a $ inside double quotes is not followed by the name of a variable");
      take('$');
      return;
    }
    String name = line.substring(start, end);
    if (!braces) {
      at = end;
      expand(name, null, false);
      return;
    }
    int close = line.indexOf('}', end);
    if (close < 0) {
      trouble("${" + name + " has no closing brace");
      at = end;
      expand(name, null, false);
      return;
    }
    String rest = line.substring(end, close);
    boolean list = rest.startsWith("[*]");
    String tail = list ? rest.substring(3) : rest;
    at = close + 1;
    expand(name, tail.startsWith("-") ? tail.substring(1) : null, list);
  }

  private void expand(String name, @Nullable String fallback, boolean list) {
    Optional<String> value = environment.get(name).or(() -> Optional.ofNullable(fallback));
    if (value.isEmpty()) {
      undefined.add(name);
    }
    String text = value.orElse("");
    if (!list) {
      word.append(text);
      return;
    }
    inWord = !word.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      if (isBlank(text.charAt(i))) {
        endWord();
      } else {
        word.append(text.charAt(i));
        inWord = true;
      }
    }
  }

  private static boolean isNamePart(char c, boolean first) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (first ? c == '.' : c >= '0' && c <= '9');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private void trouble(String what) {
    if (trouble == null) {
      trouble = what;
    }
  }
}
