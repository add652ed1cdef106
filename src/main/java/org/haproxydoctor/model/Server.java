package org.haproxydoctor.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// One server row of `show stat`.
///
/// @param weight the effective weight; 0 takes no balanced traffic
/// @param check empty when unchecked, in maintenance, or tracking another server
/// @param address the address in use; needs level operator, empty while unresolved
/// @param sinceChange `lastchg`, since the last change of operational state
/// @param tracked the server whose checks this one follows
/// @param sessions current sessions, `scur`
/// @param queued requests queued for this server, `qcur`
/// @param connectErrors `econ`, how often it could not be connected to since HAProxy started
/// @param agent the agent check, `agent_*` and `last_agt`; empty without one (and always from
///   2.4.0)
public record Server(
    ServerRef ref,
    ServerStatus status,
    boolean backup,
    int weight,
    Optional<HealthCheck> check,
    Optional<Endpoint> address,
    Optional<Duration> sinceChange,
    Optional<ServerRef> tracked,
    OptionalLong sessions,
    OptionalLong queued,
    OptionalLong connectErrors,
    Optional<HealthCheck> agent) {

  /// A server without an agent check, of whose connections nothing is known.
  public Server(
      ServerRef ref,
      ServerStatus status,
      boolean backup,
      int weight,
      Optional<HealthCheck> check,
      Optional<Endpoint> address,
      Optional<Duration> sinceChange,
      Optional<ServerRef> tracked,
      OptionalLong sessions,
      OptionalLong queued) {
    this(
        ref,
        status,
        backup,
        weight,
        check,
        address,
        sinceChange,
        tracked,
        sessions,
        queued,
        OptionalLong.empty(),
        Optional.empty());
  }

  /// @return whether new balanced traffic may reach it (a backup still waits for the active ones to
  ///   fail)
  public boolean usable() {
    return status.takesTraffic() && weight > 0;
  }

  public Server withStatus(ServerStatus other) {
    return with(other, check);
  }

  /// @return the same as far as its check is not concerned
  public Server withoutCheck() {
    return with(status, Optional.empty());
  }

  private Server with(ServerStatus otherStatus, Optional<HealthCheck> otherCheck) {
    return new Server(
        ref,
        otherStatus,
        backup,
        weight,
        otherCheck,
        address,
        sinceChange,
        tracked,
        sessions,
        queued,
        connectErrors,
        agent);
  }

  public boolean checkFails() {
    return check.map(c -> c.status().result() == CheckStatus.Result.FAILED).orElse(false);
  }
}
