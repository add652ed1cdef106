package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Optional;

/// Everything our own probes learnt of one server.
///
/// @param tcp a bare connection to where the traffic goes
/// @param mirrored the configured check, repeated
/// @param variations tried after the mirrored check failed, in order, up to the first that passed
/// @param names lookups of the server's name; empty for a server by address
/// @param connections how many connections were made for all that
/// @param agent what its agent says, where it has one
/// @param moved what is found where its name leads now, when HAProxy uses another address
public record ServerProbes(
    Optional<ProbeResult> tcp,
    Optional<CheckReplay> mirrored,
    List<Variation> variations,
    List<NameLookup> names,
    int connections,
    Optional<AgentReply> agent,
    Optional<Moved> moved) {

  /// The most that one server is asked in one run, everything included.
  public static final int MOST_CONNECTIONS = 12;

  public ServerProbes(
      Optional<ProbeResult> tcp,
      Optional<CheckReplay> mirrored,
      List<Variation> variations,
      List<NameLookup> names,
      int connections) {
    this(
        tcp, mirrored, variations, names, connections, Optional.empty(), Optional.empty());
  }

  /// Probes with a connection each; waiting longer takes none.
  public ServerProbes(
      Optional<ProbeResult> tcp,
      Optional<CheckReplay> mirrored,
      List<Variation> variations,
      List<NameLookup> names) {
    this(
        tcp,
        mirrored,
        variations,
        names,
        (tcp.isPresent() ? 1 : 0) + (mirrored.isPresent() ? 1 : 0) + made(variations));
  }

  /// @return the connections that variations took
  public static int made(List<Variation> variations) {
    return (int) variations.stream().filter(v -> v.kind() != Variation.Kind.MORE_TIME).count();
  }

  public ServerProbes {
    variations = List.copyOf(variations);
    names = List.copyOf(names);
  }

  public static ServerProbes none() {
    return new ServerProbes(Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  public static ServerProbes of(ProbeResult tcp) {
    return new ServerProbes(Optional.of(tcp), Optional.empty(), List.of(), List.of());
  }

  public static ServerProbes of(List<NameLookup> names) {
    return new ServerProbes(Optional.empty(), Optional.empty(), List.of(), names);
  }

  public static ServerProbes of(AgentReply agent) {
    return none().withAgent(agent);
  }

  public ServerProbes withAgent(AgentReply reply) {
    return new ServerProbes(
        tcp, mirrored, variations, names, connections + 1, Optional.of(reply), moved);
  }

  public ServerProbes withMoved(Moved result) {
    return new ServerProbes(
        tcp, mirrored, variations, names, connections + 1, agent, Optional.of(result));
  }

  /// @return what both know together; where both know the same thing, this one counts
  public ServerProbes with(ServerProbes other) {
    return new ServerProbes(
        tcp.or(other::tcp),
        mirrored.or(other::mirrored),
        variations.isEmpty() ? other.variations : variations,
        names.isEmpty() ? other.names : names,
        connections + other.connections,
        agent.or(other::agent),
        moved.or(other::moved));
  }

  /// @return the one change that made the failing check pass
  public Optional<Variation> explanation() {
    return variations.stream().filter(v -> v.replay().passed()).findFirst();
  }

  public Optional<Variation> variation(Variation.Kind kind) {
    return variations.stream().filter(v -> v.kind() == kind).findFirst();
  }

  public boolean explainedBy(Variation.Kind kind) {
    return explanation().map(v -> v.kind() == kind).orElse(false);
  }
}
