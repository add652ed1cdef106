package org.haproxydoctor.mitigate;

import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.runtimeapi.Command;
import org.haproxydoctor.runtimeapi.ServerCommands;

/// One server brought from one administrative state into another.
///
/// @param from what it was in when the plan was made
public record Change(ServerRef server, AdminState from, AdminState to) {
  Command command() {
    return ServerCommands.state(server, to);
  }

  /// @return what is sent to HAProxy
  public String line() {
    return command().line();
  }

  @Override
  public String toString() {
    return server + " " + from.word() + " -> " + to.word();
  }
}
