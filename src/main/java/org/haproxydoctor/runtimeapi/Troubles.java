package org.haproxydoctor.runtimeapi;

import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.SocketTrouble.Kind;

/// The sentences for everything that may go wrong between one address and us.
///
/// @param address as shown to the user
/// @param configured what `stats socket` would have to be followed by for this address
record Troubles(String address, String configured) {

  private static final int QUOTED = 40;

  static Troubles of(RuntimeAddress address) {
    return switch (address) {
      case RuntimeAddress.Unix(String shown, String path) ->
          new Troubles(shown, path + " mode 660 level admin");
      case RuntimeAddress.Tcp(String shown, var endpoint) ->
          new Troubles(
              shown,
              (endpoint.host().indexOf(':') >= 0 ? "ipv6@" : "ipv4@") + endpoint + " level admin");
      case RuntimeAddress.Page(String shown, var url) -> new Troubles(shown, "");
    };
  }

  RuntimeApiException noSuchSocket() {
    return trouble(
        Kind.NO_SUCH_SOCKET,
        "there is no socket " + address,
        "see that HAProxy runs and that its global section has `stats socket %s`, or name the right socket with --socket"
            .formatted(configured));
  }

  RuntimeApiException nobodyListening() {
    return trouble(
        Kind.NOBODY_LISTENING,
        "nobody listens on " + address,
        configured.isEmpty()
            ? "HAProxy is not running, or its stats page is bound elsewhere: see `systemctl status"
                + " haproxy`"
            : "HAProxy is not running, or has no `stats socket %s`: see `systemctl status haproxy`"
                .formatted(configured));
  }

  RuntimeApiException forbidden(String why, String hint) {
    return trouble(Kind.FORBIDDEN, address + ": " + why, hint);
  }

  RuntimeApiException notHaproxy(String why) {
    return trouble(Kind.NOT_HAPROXY, address + " is not HAProxy's: " + why, isItHaproxys());
  }

  RuntimeApiException levelTooLow(String command) {
    return trouble(
        Kind.LEVEL_TOO_LOW,
        "HAProxy refuses `%s` on %s: the level of the socket is too low"
            .formatted(command, address),
        "write `level admin` behind the socket's `stats socket` line and reload HAProxy, or use"
            + " another socket");
  }

  RuntimeApiException unknownCommand(String command) {
    return trouble(
        Kind.UNKNOWN_COMMAND,
        "%s does not know `%s`".formatted(address, command),
        "this HAProxy is too old for it");
  }

  RuntimeApiException masterProcess(String command) {
    return trouble(
        Kind.UNKNOWN_COMMAND,
        "%s is the socket of HAProxy's master process (`-S`), which does not know `%s`"
            .formatted(address, command),
        "name a `stats socket` of the configuration with --socket");
  }

  RuntimeApiException onlyStat(String command) {
    return trouble(
        Kind.UNKNOWN_COMMAND,
        "the stats page %s cannot answer `%s`".formatted(address, command),
        "name a `stats socket` with --socket: the page only tells statistics");
  }

  RuntimeApiException hungConnecting() {
    return trouble(
        Kind.HUNG,
        address + " did not accept the connection in time",
        "HAProxy hangs, has no connection left for its socket (`stats maxconn`), or a firewall"
            + " drops the packets");
  }

  RuntimeApiException hung(String command, int bytes) {
    return trouble(
        Kind.HUNG,
        bytes == 0
            ? "%s accepted the connection but did not answer `%s` in time"
                .formatted(address, command)
            : "%s fell silent after %d bytes of the answer to `%s`"
                .formatted(address, bytes, command),
        "HAProxy hangs or is overloaded (see its processor use), or more time is needed: --timeout;"
            + " "
            + isItHaproxys());
  }

  RuntimeApiException truncated(String command, int bytes) {
    return trouble(
        Kind.TRUNCATED,
        "%s broke off after %d bytes of the answer to `%s`".formatted(address, bytes, command),
        "ask again: HAProxy may just have been restarted; " + isItHaproxys());
  }

  RuntimeApiException runaway(String command, long limit) {
    return trouble(
        Kind.RUNAWAY,
        "%s answered `%s` with more than %d MiB".formatted(address, command, limit >> 20),
        isItHaproxys());
  }

  RuntimeApiException unreachable(String why, String hint) {
    return trouble(Kind.UNREACHABLE, address + " cannot be reached: " + why, hint);
  }

  /// @return the first line of a stranger's answer, shortened, in back quotes
  static String quote(String answer) {
    String line = answer.lines().findFirst().orElse("");
    return "`" + (line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…") + "`";
  }

  private String isItHaproxys() {
    return configured.isEmpty()
        ? "is this the `stats uri` of HAProxy's stats page?"
        : "is this the address of HAProxy's `stats socket` line?";
  }

  private RuntimeApiException trouble(Kind kind, String what, String hint) {
    return new RuntimeApiException(new SocketTrouble(kind, address, what, hint));
  }
}
