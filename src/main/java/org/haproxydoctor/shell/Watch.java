package org.haproxydoctor.shell;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/// Runs a command again and again, until Ctrl-C or until it ends as wanted.
///
/// @param until the exit status to wait for
record Watch(List<String> command, Optional<Integer> until) {
  static final String USAGE =
      "watch COMMAND [until ok|warning|critical|unknown] runs it every 2 s; Ctrl-C ends it.";

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// Position is exit status.
  private static final List<String> STATUSES = List.of("ok", "warning", "critical", "unknown");

  Watch {
    command = List.copyOf(command);
  }

  /// @return empty when there is no command, or a condition that is none
  static Optional<Watch> of(List<String> words) {
    int at = words.lastIndexOf("until");
    if (at < 0) {
      return Optional.of(new Watch(words, Optional.empty())).filter(w -> !w.command.isEmpty());
    }
    int status =
        at == words.size() - 2 ? STATUSES.indexOf(words.getLast().toLowerCase(Locale.ROOT)) : -1;
    return at == 0 || status < 0
        ? Optional.empty()
        : Optional.of(new Watch(words.subList(0, at), Optional.of(status)));
  }

  void run(Session.Program program, Terminal terminal) {
    try (CtrlC ctrlC = CtrlC.handedOn()) {
      while (true) {
        terminal.puts(Capability.clear_screen);
        terminal.writer().println("Every 2 s: " + String.join(" ", command) + "  (Ctrl-C ends it)");
        terminal.flush();
        int status = program.run(command);
        if (until.filter(u -> u == status).isPresent()) {
          return;
        }
        if (ctrlC.isPressedWithin(PAUSE)) {
          terminal.writer().println();
          return;
        }
      }
    }
  }
}
