package org.haproxydoctor.model;

/// How requests ended lately, by the log: those alike are counted together.
///
/// @param server `<NOSRV>` when none was chosen
/// @param state two letters of the termination state, such as `SC`; `--` for a normal end
///   (configuration manual, "Session state at disconnection")
/// @param statusClass 2 for 2xx and so on; 0 for TCP and for clients that left before an answer
/// @param number how many
/// @param answered how many of them have a time until the answer
/// @param answerMillis those times together
public record Ending(
    String backend,
    String server,
    String state,
    int statusClass,
    int number,
    int answered,
    long answerMillis) {

  /// What the log says in place of a server.
  public static final String NO_SERVER = "<NOSRV>";
}
