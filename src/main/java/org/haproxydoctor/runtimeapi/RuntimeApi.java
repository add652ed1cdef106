package org.haproxydoctor.runtimeapi;

import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Peer;

/// One HAProxy that answers questions: its Runtime API, or as much of it as the stats page tells.
public interface RuntimeApi {
  /// How many bytes of one answer are taken unless told otherwise: `show stat` of 100,000 servers,
  /// which a heap of 300 MiB still takes in.
  long DEFAULT_LIMIT = 32L << 20;

  /// @return the address as the user wrote it, a password in it masked
  String address();

  /// Asks one question on a connection of its own and reads the answer to its end.
  ///
  /// @param command one line without line end; names in it must have come through [Command]
  /// @param deadline for connecting, writing and reading together
  /// @return HAProxy's words, undecodable bytes replaced
  /// @throws RuntimeApiException when there is no whole answer of an HAProxy, or a refusal
  String ask(String command, Deadline deadline) throws RuntimeApiException;

  /// @return who gave the last answer
  default Peer peer() {
    return Peer.unknown();
  }

  /// @return whether this is a stats page, which knows `show stat` and nothing else
  default boolean tellsStatOnly() {
    return false;
  }
}
