package org.haproxydoctor.runtimeapi;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the CSV out of an HTTP answer of the stats page, or tells why it is none.
///
/// @param limit bytes after which an answer counts as runaway
record HttpAnswer(Troubles troubles, long limit) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])\\b.*");
  private static final int LONGEST_HEAD = 64 << 10;

  String csvOf(Exchange exchange) throws RuntimeApiException {
    String command = Dump.STAT.command();
    if (exchange.end() == Exchange.End.TOO_LONG) {
      throw troubles.runaway(command, limit);
    }
    byte[] bytes = exchange.bytes();
    String head =
        new String(bytes, 0, Math.min(bytes.length, LONGEST_HEAD), StandardCharsets.ISO_8859_1);
    int headEnd = head.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      throw headless(exchange, head);
    }
    head = head.substring(0, headEnd);
    refuseOtherThanOk(head);
    Body body = body(head, bytes, headEnd + 4);
    String csv = body.csv();
    if (!csv.isEmpty() && !Dump.STAT.begins(csv) && !Dump.STAT.mayBegin(csv)) {
      throw troubles.notHaproxy("the page is no statistics in CSV but " + Troubles.quote(csv));
    }
    return switch (exchange.end()) {
      case TOO_LONG -> throw troubles.runaway(command, limit);
      case TIMED_OUT -> throw troubles.hung(command, bytes.length);
      case RESET -> throw troubles.truncated(command, bytes.length);
      case CLOSED -> {
        if (!body.whole()) {
          throw troubles.truncated(command, bytes.length);
        }
        yield csv;
      }
    };
  }

  private RuntimeApiException headless(Exchange exchange, String head) {
    String command = Dump.STAT.command();
    if (!head.isEmpty() && !"HTTP/1.".startsWith(head) && !head.startsWith("HTTP/1.")) {
      return troubles.notHaproxy("it does not speak HTTP but says " + Troubles.quote(head));
    }
    return switch (exchange.end()) {
      case TOO_LONG -> troubles.runaway(command, limit);
      case TIMED_OUT -> troubles.hung(command, exchange.bytes().length);
      case RESET, CLOSED ->
          head.isEmpty()
              ? troubles.notHaproxy("it closed the connection without a word")
              : troubles.truncated(command, exchange.bytes().length);
    };
  }

  private void refuseOtherThanOk(String head) throws RuntimeApiException {
    Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
    int code = status.matches() ? Integer.parseInt(status.group(1)) : 0;
    if (code == 401 || code == 403) {
      throw troubles.forbidden(
          "the stats page answers " + code,
          code == 401
              ? "give the name and password of its `stats auth` line:"
                  + " http://user:password@host:port/stats"
              : "an access rule keeps this host out; ask from an allowed one or use the socket");
    }
    if (code != 200) {
      throw troubles.notHaproxy(
          code == 0 ? "it does not speak HTTP" : "the page answers with status " + code);
    }
  }

  // HAProxy sends the page in chunks, even to a client of HTTP/1.0.
  private static Body body(String head, byte[] bytes, int start) {
    if (header(head, "transfer-encoding").contains("chunked")) {
      ChunkedBody chunks = ChunkedBody.of(bytes, start);
      return new Body(chunks.text().toString(StandardCharsets.UTF_8), chunks.whole());
    }
    String csv = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    OptionalLong length = Numbers.natural(header(head, "content-length"));
    boolean whole =
        length.isPresent() ? length.getAsLong() == bytes.length - start : csv.endsWith("\n");
    return new Body(csv, whole);
  }

  /// @return the value in lower case, or an empty string
  private static String header(String head, String name) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private record Body(String csv, boolean whole) {}
}
