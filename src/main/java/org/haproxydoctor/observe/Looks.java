package org.haproxydoctor.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.LogWitness;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.traffic.Traffic;

/// The looks that a runbook's steps can take; each is taken at most once, whoever asks first.
///
/// No method throws: what could not be seen is part of the answer. A method returns at the deadline
/// at the latest, with what was seen until then.
public interface Looks {
  Target target();

  /// Begins the looks that will be needed, all at once, without waiting for any.
  void begin(Set<Kind> kinds);

  /// What can be begun ahead.
  enum Kind {
    STATE,
    CONFIGURATION,
    LOG,
    NAMES,
    TCP,
    HEALTH,
    TRAFFIC
  }

  Observed<Proxies> proxies();

  /// Why HAProxy could not be asked; empty when it answered.
  Optional<SocketTrouble> trouble();

  Observed<Configuration> configuration();

  Observed<LogWitness> log();

  /// What moves between two readings of the counters; with nothing to see there is one reading.
  Observed<Traffic> traffic();

  /// The servers worth probing: those of the target that HAProxy does not find healthy.
  List<Server> suspects();

  /// The servers that HAProxy does not check and believes up, as far as they were connected to.
  List<Server> unchecked();

  /// A bare connection to each suspect's service address, and one as its traffic makes to each
  /// unchecked server; suspects missing from the answer were not reached in time.
  Map<ServerRef, ProbeResult> tcp();

  /// Each suspect's own health check, repeated, and varied where it fails.
  Map<ServerRef, ServerProbes> health();

  /// The suspects' names, looked up where HAProxy looks them up; servers by address are missing.
  Map<ServerRef, List<NameLookup>> names();

  /// One connection or request of the runbook author's own making to each of the servers.
  Map<ServerRef, ProbeResult> probe(Request request, List<Server> servers, Deadline deadline);

  /// What a runbook's `tcp`, `http` or `tls` step asks for.
  ///
  /// @param port instead of each server's own
  /// @param tls speak TLS first
  /// @param serverName SNI
  /// @param http what to ask after connecting; empty for the connection alone
  record Request(
      Optional<Integer> port, boolean tls, Optional<String> serverName, Optional<HttpCheck> http) {}

  /// @return everything seen so far
  Observations observations();
}
