package org.haproxydoctor.mitigate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.ServerRef;

/// One line of the journal.
public sealed interface Entry {
  /// @return which change it belongs to
  String id();

  Instant at();

  /// Written before a change is sent: whether it was is not known unless an [Ended] follows.
  ///
  /// @param run the changes of one command share it
  /// @param who the user of this host, and behind `sudo` the one who called it
  /// @param why `--reason`
  /// @param socket where it is sent to
  /// @param command the line itself
  /// @param undoes the changes that this one takes back
  record Begun(
      String id,
      String run,
      Instant at,
      String who,
      Optional<String> why,
      String socket,
      ProcessIdentity process,
      ServerRef server,
      AdminState from,
      AdminState to,
      String command,
      List<String> undoes)
      implements Entry {
    public Begun {
      undoes = List.copyOf(undoes);
    }
  }

  /// What became of a change.
  ///
  /// @param detail HAProxy's words, or what was seen instead; empty when all is well
  record Ended(String id, Instant at, Outcome outcome, String detail) implements Entry {}

  /// Servers are to be maintained one after the other; its changes have the same `run`.
  ///
  /// @param work the command to run for each; empty when a person does the work
  record RollingBegun(
      String id,
      Instant at,
      String socket,
      ProcessIdentity process,
      List<ServerRef> servers,
      Optional<String> work,
      Rolling.Limits limits)
      implements Entry {
    public RollingBegun {
      servers = List.copyOf(servers);
    }
  }

  /// One of them is back.
  record RollingPassed(String id, Instant at, ServerRef server) implements Entry {}

  /// How a change ended.
  enum Outcome {
    /// HAProxy shows the state that was wanted.
    VERIFIED,
    /// HAProxy did not take it: nothing has changed.
    REFUSED,
    /// It was sent, and HAProxy does not show what was wanted.
    UNVERIFIED,
    /// Before it was sent, the state was found to have changed since the plan.
    OVERTAKEN
  }
}
