package org.haproxydoctor.probe;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxydoctor.model.check.HttpCheck.Header;

/// What HAProxy's parser refuses in the head of an answer that [AnswerHead] can read all the same
/// (RFC 9112, sections 2.3, 5 and 6.3; seen on 2.2 to 3.4 as L7RSP or SOCKERR).
final class AnswerFlaws {
  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private AnswerFlaws() {}

  /// @param lines those after the first; a line that begins with a blank continues the one before
  static Optional<String> of(String version, List<String> lines, List<Header> headers) {
    if (!VERSION.matcher(version).matches()) {
      return Optional.of("its version is " + version);
    }
    for (String line : lines) {
      boolean continued = line.startsWith(" ") || line.startsWith("\t");
      int colon = line.indexOf(':');
      if (line.indexOf('\r') >= 0) {
        return Optional.of("a carriage return is inside a header");
      }
      if (line.isEmpty() || continued) {
        continue;
      }
      if (colon < 0) {
        return Optional.of("a header line has no colon");
      }
      if (!NAME.matcher(line.substring(0, colon)).matches()) {
        return Optional.of("a header has the name '" + line.substring(0, colon) + "'");
      }
    }
    return length(headers);
  }

  private static Optional<String> length(List<Header> headers) {
    List<String> lengths =
        headers.stream()
            .filter(h -> h.name().equalsIgnoreCase("content-length"))
            .map(Header::value)
            .distinct()
            .toList();
    if (lengths.size() > 1) {
      return Optional.of("it has more than one content-length");
    }
    return lengths.stream()
        .filter(l -> !l.matches("[0-9]+"))
        .findFirst()
        .map(l -> "its content-length is '" + l + "'");
  }
}
