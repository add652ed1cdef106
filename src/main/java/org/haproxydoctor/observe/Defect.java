package org.haproxydoctor.observe;

import java.util.List;
import org.haproxydoctor.model.Releases;

/// A published fault of HAProxy.
///
/// @param signs what must be seen of a server that suffers from it, all of them
/// @param says the fault as a clause
/// @param reference issue, commit or release note
public record Defect(
    String id, Releases releases, List<Sign> signs, String says, String reference) {
  public Defect {
    signs = List.copyOf(signs);
  }

  /// One condition on what was seen of a server.
  ///
  /// @param value meaning depends on the kind
  public record Sign(Kind kind, String value) {}

  /// What a condition is about.
  public enum Kind {
    /// HAProxy's word for the last check is one of these: `L7STS SOCKERR`.
    CHECK_STATUS,
    /// The answer's status as HAProxy saw it is one of these.
    CHECK_CODE,
    /// The last check ran longer than `timeout check` allows.
    CHECK_OVERRUN,
    /// Our repetition of the check `passes` or `fails`.
    REPETITION,
    /// The check is of this kind: `http`, `tcp-check`, `connect`.
    EXCHANGE,
    /// The configured check speaks TLS.
    TLS,
    /// The check's port was changed at run time.
    CHECK_PORT_CHANGED
  }
}
