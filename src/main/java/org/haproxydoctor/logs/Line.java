package org.haproxydoctor.logs;

import java.nio.charset.StandardCharsets;

/// One line of a log as bytes, without its line end: most lines are passed over before anything is
/// decoded.
final class Line {
  private final byte[] buffer;
  private final int from;
  private final int length;

  /// @param to one past the last byte, a carriage return included
  Line(byte[] buffer, int from, int to) {
    this.buffer = buffer;
    this.from = from;
    this.length = to - from - (to > from && buffer[to - 1] == '\r' ? 1 : 0);
  }

  static Line of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Line(bytes, 0, bytes.length);
  }

  int length() {
    return length;
  }

  /// @return the byte at an index, 0 beyond the end
  byte at(int index) {
    return index < length ? buffer[from + index] : 0;
  }

  boolean has(int index, String ascii) {
    if (index + ascii.length() > length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (buffer[from + index + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean digit(int index) {
    byte b = at(index);
    return b >= '0' && b <= '9';
  }

  /// @return the number that `count` digits write, or -1 when there are fewer
  int number(int index, int count) {
    int number = 0;
    for (int i = index; i < index + count; i++) {
      if (!digit(i)) {
        return -1;
      }
      number = number * 10 + at(i) - '0';
    }
    return number;
  }

  /// @return where the word at `index` ends: a blank or the end of the line
  int endOfWord(int index) {
    int end = index;
    while (end < length && buffer[from + end] != ' ') {
      end++;
    }
    return end;
  }

  /// @return where the word after the one at `index` begins, or the line's length
  int nextWord(int index) {
    int next = endOfWord(index);
    while (next < length && buffer[from + next] == ' ') {
      next++;
    }
    return next;
  }

  /// @return where the text after the syslog priority `<129>` begins, 0 without one
  int afterPriority() {
    if (at(0) != '<') {
      return 0;
    }
    int end = 1;
    while (digit(end)) {
      end++;
    }
    return at(end) == '>' ? end + 1 : 0;
  }

  int count(int start, int end, char wanted) {
    int found = 0;
    for (int i = start; i < end; i++) {
      if (buffer[from + i] == wanted) {
        found++;
      }
    }
    return found;
  }

  int indexOf(char wanted, int start, int end) {
    for (int i = start; i < end; i++) {
      if (buffer[from + i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  String text(int start, int end) {
    return new String(buffer, from + start, end - start, StandardCharsets.UTF_8);
  }
}
