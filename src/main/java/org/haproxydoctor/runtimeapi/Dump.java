package org.haproxydoctor.runtimeapi;

import java.util.Optional;

/// The questions whose answers have a known beginning, by which HAProxy is told from other
/// programs.
///
/// A whole answer to any of them ends with an empty line (seen on 2.0 to 3.5).
enum Dump {
  STAT("show stat", "# pxname,"),
  INFO("show info", "Name: "),
  SERVERS_STATE("show servers state", "# be_id "),
  SERVERS_CONN("show servers conn", "# bkname/svname ");

  /// The format's version number may stand before the header of `show servers state`.
  private static final int LATEST_HEADER = 8;

  private final String command;
  private final String header;

  Dump(String command, String header) {
    this.command = command;
    this.header = header;
  }

  String command() {
    return command;
  }

  static Optional<Dump> of(String command) {
    for (Dump dump : values()) {
      if (command.equals(dump.command)) {
        return Optional.of(dump);
      }
    }
    return Optional.empty();
  }

  boolean begins(String answer) {
    int at = answer.indexOf(header);
    return at == 0 || (this == SERVERS_STATE && at > 0 && at <= LATEST_HEADER);
  }

  /// @return whether the answer is too short to tell, but right as far as it goes
  boolean mayBegin(String answer) {
    return answer.length() < header.length() + LATEST_HEADER
        && (header.startsWith(answer) || (this == SERVERS_STATE && answer.startsWith("1\n")));
  }
}
