package org.haproxydoctor.lab;

/// Something that happens to a running HAProxy in a drill.
sealed interface StageAction {
  /// A line for the Runtime API, as an operator would have sent it.
  record RuntimeLine(String line) implements StageAction {}

  /// Clients ask the frontend for something, one after the other.
  record Requests(int number, String path) implements StageAction {}

  /// A server has gone down so often, and is up again.
  record WentDown(String server, int times) implements StageAction {}

  /// Clients begin a request and stay in the middle of it.
  record Stay(int clients) implements StageAction {}

  /// Someone edits the configuration file.
  record Edit(String from, String to) implements StageAction {}

  /// HAProxy is started once more with its files.
  ///
  /// @param replacing whether it ends the one that runs, as a reload does
  record StartAgain(boolean replacing) implements StageAction {}

  /// The network changes, see [NetworkCommand].
  record Network(String line) implements StageAction {}

  /// Clients connect to a server past HAProxy and stay.
  record Hold(String server, int connections) implements StageAction {}

  /// HAProxy may open only so many further files.
  record SpareFiles(int number) implements StageAction {}

  /// HAProxy dies without a word and leaves its socket file behind.
  record KillHaproxy() implements StageAction {}

  /// The socket's rights no longer let anybody in.
  record ForbidSocket() implements StageAction {}
}
