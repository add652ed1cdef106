package org.haproxydoctor.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.haproxydoctor.model.drill.DrillOutcome;

/// A fault that is being shown by a real HAProxy, until it is closed.
public final class Rehearsal implements AutoCloseable {
  private final Drill drill;
  private final DrillOutcome.Staged staged;
  private final DrillFolder folder;
  private final UnaryOperator<List<String>> operator;
  private final CleanUp cleanUp;

  Rehearsal(
      Drill drill,
      DrillOutcome.Staged staged,
      DrillFolder folder,
      UnaryOperator<List<String>> operator,
      CleanUp cleanUp) {
    this.drill = drill;
    this.staged = staged;
    this.folder = folder;
    this.operator = operator;
    this.cleanUp = cleanUp;
  }

  public Drill drill() {
    return drill;
  }

  public DrillOutcome.Staged staged() {
    return staged;
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

  /// @return the command with the rights and in the network that the rehearsing operator has
  public List<String> asOperator(List<String> command) {
    return operator.apply(command);
  }

  /// Ends everything that was started, and removes its files.
  @Override
  public void close() {
    cleanUp.close();
  }
}
