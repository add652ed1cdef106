package org.haproxydoctor.runtimeapi;

import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.ServerRef;

/// Runtime API lines that change a server (management manual, "set server").
public final class ServerCommands {
  private ServerCommands() {}

  /// @throws IllegalArgumentException for a name that no server can have
  public static Command state(ServerRef server, AdminState state) {
    return new Command("set server").with(server.toString()).with("state").with(state.word());
  }
}
