package org.haproxydoctor.runtimeapi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Decides whether bytes from a socket are a whole answer of HAProxy's Runtime API.
///
/// @param limit bytes after which an answer counts as runaway
record AnswerCheck(Troubles troubles, String command, long limit) {

  /// How other programs greet or complain: SSH, HTTP, Redis, memcached, mail and FTP servers.
  private static final List<String> FOREIGN =
      List.of("SSH-", "HTTP/", "-ERR", "+OK", "ERROR\r\n", "220 ", "220-", "* OK", "<");

  private static final int LOOKED_AT = 256;

  String textOf(Exchange exchange) throws RuntimeApiException {
    if (exchange.end() == Exchange.End.TOO_LONG) {
      throw troubles.runaway(command, limit);
    }
    int bytes = exchange.bytes().length;
    String text = new String(exchange.bytes(), StandardCharsets.UTF_8);
    if (bytes > 0) {
      refuseForeign(text);
    }
    switch (exchange.end()) {
      case TIMED_OUT -> throw troubles.hung(command, bytes);
      case RESET -> throw troubles.truncated(command, bytes);
      case CLOSED, TOO_LONG -> refuseIncomplete(text, bytes);
    }
    return text;
  }

  private void refuseForeign(String text) throws RuntimeApiException {
    Optional<Dump> dump = Dump.of(command);
    if (dump.isPresent() && dump.get().begins(text)) {
      return;
    }
    if (text.startsWith("Permission denied")) {
      throw troubles.levelTooLow(command);
    }
    if (text.startsWith(Exchange.UNKNOWN_COMMAND)) {
      throw text.contains("show proc")
          ? troubles.masterProcess(command)
          : troubles.unknownCommand(command);
    }
    boolean foreign =
        dump.isPresent()
            ? !dump.get().mayBegin(text)
            : FOREIGN.stream().anyMatch(text::startsWith) || isBinary(text);
    if (foreign) {
      throw troubles.notHaproxy("it answers `%s` with %s".formatted(command, Troubles.quote(text)));
    }
  }

  private void refuseIncomplete(String text, int bytes) throws RuntimeApiException {
    if (bytes == 0) {
      throw troubles.notHaproxy(
          "it closed the connection without a word to `%s`".formatted(command));
    }
    String end = Dump.of(command).isPresent() ? "\n\n" : "\n";
    if (!text.endsWith(end)) {
      throw troubles.truncated(command, bytes);
    }
  }

  private static boolean isBinary(String text) {
    return text.chars()
        .limit(LOOKED_AT)
        .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
  }
}
