package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.model.check.HttpCheck.Header;

/// How much of an answer HAProxy takes, and what its versions refuse in one (configuration manual,
/// `tune.http.maxhdr`, `tune.bufsize`; src/mux_h1.c, src/h1.c; seen on 2.2 to 3.4).
///
/// @param maxHeaders one more header is refused
/// @param buffer bytes into which a whole head must fit
/// @param anyCoding a `transfer-encoding` other than `chunked` is passed over (before 2.6)
/// @param anyByte a header may hold NUL (before 3.0)
public record AnswerLimits(int maxHeaders, int buffer, boolean anyCoding, boolean anyByte) {
  // What each header, and the whole, take in the buffer besides their text.
  private static final int PER_HEADER = 8;
  private static final int PER_HEAD = 100;

  /// What the newest versions do without any `tune.` line.
  public static AnswerLimits usual() {
    return new AnswerLimits(100, 16_384, false, false);
  }

  /// @return why HAProxy refuses an answer with these headers, if it does
  public Optional<String> refusal(List<Header> headers) {
    if (headers.size() > maxHeaders) {
      return Optional.of("it has more than " + maxHeaders + " headers (tune.http.maxhdr)");
    }
    long size =
        headers.stream().mapToLong(h -> h.name().length() + h.value().length() + PER_HEADER).sum();
    if (size + PER_HEAD > buffer) {
      return Optional.of("its headers do not fit into " + buffer + " bytes (tune.bufsize)");
    }
    if (!anyByte && headers.stream().anyMatch(h -> h.value().indexOf('\0') >= 0)) {
      return Optional.of("a header holds a NUL byte");
    }
    return anyCoding ? Optional.empty() : coding(headers);
  }

  private static Optional<String> coding(List<Header> headers) {
    List<String> codings =
        headers.stream()
            .filter(h -> h.name().equalsIgnoreCase("transfer-encoding"))
            .flatMap(h -> Stream.of(h.value().split(",", -1)))
            .map(String::strip)
            .filter(c -> !c.isEmpty())
            .toList();
    boolean accepted =
        codings.isEmpty()
            || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"));
    return accepted
        ? Optional.empty()
        : Optional.of("its transfer-encoding is '" + String.join(", ", codings) + "'");
  }
}
