package org.haproxydoctor.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A shell that outlives this program by a moment, and puts a drill's process and folder away when
/// the program was ended too harshly to do it itself.
///
/// It reads a pipe that only this program holds open: the pipe's end is the program's end, whatever
/// the reason.
final class Watchdog {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=
      while read -r word; do
        case $word in
          done) exit 0 ;;
          *) pids="$pids $word" ;;
        esac
      done
      [ -z "$pids" ] || kill -9 $pids 2>/dev/null
      rm -rf -- "$1"
      """;

  private final Process shell;
  private final OutputStream pipe;

  private Watchdog(Process shell) {
    this.shell = shell;
    this.pipe = shell.getOutputStream();
  }

  /// @param folder removed when this program ends without [#dismiss()]
  static Watchdog over(Path folder) throws IOException {
    return new Watchdog(
        new ProcessBuilder(List.of("sh", "-c", SCRIPT, "watchdog", folder.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /// Has this process ended too, should this program end before it.
  void follow(long pid) throws IOException {
    say(Long.toString(pid));
  }

  /// Ends the watch: everything was put away.
  void dismiss() throws IOException {
    try (pipe) {
      say("done");
    } finally {
      shell.onExit().join();
    }
  }

  private void say(String word) throws IOException {
    pipe.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }
}
