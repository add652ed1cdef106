package org.haproxydoctor.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A fault that is being shown by a real HAProxy, until it is closed.
public final class Rehearsal implements AutoCloseable {
  private final Drill drill;
  private final DrillFolder folder;
  private final Lockout lockout;
  private final CleanUp cleanUp;

  Rehearsal(Drill drill, DrillFolder folder, Lockout lockout, CleanUp cleanUp) {
    this.drill = drill;
    this.folder = folder;
    this.lockout = lockout;
    this.cleanUp = cleanUp;
  }

  public Path socket() {
    return folder.socket();
  }

  /// @return the arguments that have this HAProxy diagnosed
  public List<String> diagnoseArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "diagnose",
                "--socket",
                folder.socket().toString(),
                "--config",
                folder.config().toString(),
                "--log",
                folder.log().toString()));
    arguments.addAll(drill.target());
    return arguments;
  }

  /// @return the command with the rights that the rehearsing operator has
  public List<String> asOperator(List<String> command) {
    return lockout.around(command);
  }

  /// Ends everything that was started, and removes its files.
  @Override
  public void close() {
    cleanUp.close();
  }
}
