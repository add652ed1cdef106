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
/// @param unanswered HAProxy's own check got no answer to its connect: then silence for one check
///   timeout says all there is to say
/// @param hostNames names that clients may use for it, likeliest first
public record Examination(
    ServerRef server,
    Optional<Endpoint> service,
    Optional<CheckSpec> check,
    boolean vary,
    boolean unanswered,
    List<String> hostNames) {
  public Examination {
    hostNames = List.copyOf(hostNames);
  }
}
