package org.haproxydoctor.probe;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckSpec;

/// What is to be found out about one server.
///
/// @param service where its traffic goes, for a bare connection
/// @param check the check to repeat
/// @param vary whether to look for the one change that makes a failing check pass
/// @param hostNames names that clients may use for it, likeliest first
public record Examination(
    ServerRef server,
    Optional<Endpoint> service,
    Optional<CheckSpec> check,
    boolean vary,
    List<String> hostNames) {
  public Examination {
    hostNames = List.copyOf(hostNames);
  }

  /// A bare connection only.
  public static Examination tcp(ServerRef server, Endpoint service) {
    return new Examination(server, Optional.of(service), Optional.empty(), false, List.of());
  }

  /// A bare connection and the check, repeated.
  public static Examination mirrored(CheckSpec check) {
    return new Examination(
        check.server(), Optional.of(check.service()), Optional.of(check), false, List.of());
  }

  /// The same, and variations if the check fails.
  public static Examination thorough(CheckSpec check, List<String> hostNames) {
    return new Examination(
        check.server(), Optional.of(check.service()), Optional.of(check), true, hostNames);
  }
}
