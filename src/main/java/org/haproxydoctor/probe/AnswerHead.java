package org.haproxydoctor.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;

/// The head of an HTTP/1 answer, read as tolerantly as it can be without guessing.
///
/// Lines may end with LF alone, the reason may be missing, and lines that are no headers are passed
/// over: what a server wants to say matters more here than how well it says it.
///
/// @param length bytes the head takes, its empty line included
record AnswerHead(HttpAnswer answer, int length) {
  private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);

  /// HAProxy passes over empty lines before the status line (seen on 2.2 to 3.4).
  ///
  /// @return the bytes they take
  static int leadingLineEnds(byte[] bytes, int size) {
    int end = 0;
    for (int i = 0; i < size; i++) {
      if (bytes[i] == '\n') {
        end = i + 1;
      } else if (bytes[i] != '\r' || i > end) {
        break;
      }
    }
    return end;
  }

  /// @return whether an answer may begin with these bytes
  static boolean possible(byte[] bytes, int size) {
    if (size == 1 && bytes[0] == '\r') {
      return true;
    }
    for (int i = 0; i < Math.min(size, HTTP.length); i++) {
      if (bytes[i] != HTTP[i]) {
        return false;
      }
    }
    return true;
  }

  /// @param from where to begin looking; lines before it hold no end
  /// @return the length of the head, -1 while it is not complete
  static int end(byte[] bytes, int size, int from) {
    boolean lineEmpty = false;
    for (int i = from; i < size; i++) {
      if (bytes[i] == '\n') {
        if (lineEmpty) {
          return i + 1;
        }
        lineEmpty = true;
      } else if (bytes[i] != '\r') {
        lineEmpty = false;
      }
    }
    return -1;
  }

  /// @param bytes a complete head, maybe with more after it
  /// @param length as [#end] found it
  /// @return empty when the first line is no status line
  static Optional<AnswerHead> parse(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    List<String> lines = List.of(text.split("\r?\n", -1));
    String[] first = lines.getFirst().strip().split("\\s+", 3);
    if (!first[0].matches("HTTP/[0-9](\\.[0-9])?")
        || first.length < 2
        || !first[1].matches("[1-9][0-9]{2}")) {
      return Optional.empty();
    }
    List<Header> headers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(
            new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
    String reason = first.length > 2 ? first[2] : "";
    HttpAnswer answer =
        new HttpAnswer(
            first[0],
            Integer.parseInt(first[1]),
            reason,
            headers,
            "",
            AnswerFlaws.of(first[0], lines.subList(1, lines.size()), headers),
            Optional.empty());
    return Optional.of(new AnswerHead(answer, length));
  }

  /// @return whether the real answer is still to come (100 Continue, 103 Early Hints)
  boolean isInterim() {
    return answer.status() < 200 && answer.status() != 101;
  }

  /// @param interim the answer before this one
  AnswerHead after(AnswerHead interim) {
    return new AnswerHead(
        new HttpAnswer(
            answer.version(),
            answer.status(),
            answer.reason(),
            answer.headers(),
            answer.body(),
            answer.flaw(),
            Optional.of(interim.answer.status())),
        length);
  }

  HttpAnswer withBody(String body) {
    return new HttpAnswer(
        answer.version(),
        answer.status(),
        answer.reason(),
        answer.headers(),
        body,
        answer.flaw(),
        answer.interim());
  }
}
