package org.haproxydoctor.lab;

/// Something that happens to a running HAProxy in a drill.
sealed interface StageAction {
  /// A line for the Runtime API, as an operator would have sent it.
  record RuntimeLine(String line) implements StageAction {}

  /// Clients ask the frontend for something, one after the other.
  record Requests(int number, String path) implements StageAction {}

  /// A server has gone down so often, and is up again.
  record WentDown(String server, int times) implements StageAction {}

  /// Clients connect, say nothing and stay to the end.
  record Idlers(int number) implements StageAction {}

  /// HAProxy dies without a word and leaves its socket file behind.
  record KillHaproxy() implements StageAction {}

  /// The socket's rights no longer let anybody in.
  record ForbidSocket() implements StageAction {}
}
