package org.haproxydoctor.model.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything our own probes learnt of one server.
///
/// @param tcp a bare connection to where the traffic goes
/// @param mirrored the configured check, repeated
/// @param variations tried after the mirrored check failed, in order, up to the first that passed
/// @param names lookups of the server's name; empty for a server by address
/// @param agent what its agent says, where it has one
/// @param moved what is found where its name leads now, when HAProxy uses another address
/// @param traffic the way its requests take, tried as a check is; empty where they do not fail, or
///   its check does
/// @param connections how many connections were made for all that
public record ServerProbes(
    Optional<ProbeResult> tcp,
    Optional<CheckReplay> mirrored,
    List<Variation> variations,
    List<NameLookup> names,
    Optional<AgentReply> agent,
    Optional<Moved> moved,
    Optional<ServerProbes> traffic,
    int connections) {

  /// The most that one server is asked in one run, everything included.
  public static final int MOST_CONNECTIONS = 12;

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
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        (tcp.isPresent() ? 1 : 0) + (mirrored.isPresent() ? 1 : 0) + made(variations));
  }

  /// @return the connections that variations took
  public static int made(List<Variation> variations) {
    return (int) variations.stream().filter(v -> v.kind() != Variation.Kind.MORE_TIME).count();
  }

  /// A little less than the second after which the first packet is sent again.
  private static final Duration SECOND_SYN = Duration.ofMillis(900);

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
        tcp, mirrored, variations, names, Optional.of(reply), moved, traffic, connections + 1);
  }

  public ServerProbes withMoved(Moved result) {
    return new ServerProbes(
        tcp, mirrored, variations, names, agent, Optional.of(result), traffic, connections + 1);
  }

  public ServerProbes withTraffic(ServerProbes way) {
    return new ServerProbes(
        tcp,
        mirrored,
        variations,
        names,
        agent,
        moved,
        Optional.of(way),
        connections + way.connections);
  }

  /// @return what both know together; where both know the same thing, this one counts
  public ServerProbes with(ServerProbes other) {
    return new ServerProbes(
        tcp.or(other::tcp),
        mirrored.or(other::mirrored),
        variations.isEmpty() ? other.variations : variations,
        names.isEmpty() ? other.names : names,
        agent.or(other::agent),
        moved.or(other::moved),
        traffic.or(other::traffic),
        connections + other.connections);
  }

  /// @return whether somebody answered to the question for its name, or nobody was asked
  public boolean isNameAnswered() {
    return names.isEmpty() || names.stream().anyMatch(NameLookup::answered);
  }

  /// @return every connection that was made to where the check goes, the check's own first
  public List<ProbeResult> attempts() {
    Optional<ProbeResult> own = mirrored.map(CheckReplay::result);
    List<ProbeResult> attempts = new ArrayList<>(own.stream().toList());
    // A bare connection takes no account of the check's `source`.
    boolean bound = mirrored.flatMap(r -> r.spec().source()).isPresent();
    tcp.filter(t -> own.map(o -> !bound && o.endpoint().equals(t.endpoint())).orElse(true))
        .ifPresent(attempts::add);
    variations.stream()
        .filter(v -> v.kind() == Variation.Kind.AGAIN || v.kind() == Variation.Kind.MORE_TIME)
        .map(v -> v.replay().result())
        .forEach(attempts::add);
    return attempts;
  }

  /// Whether some connections to where the check goes come about and others do not, or only once
  /// the first packet was sent again, which Linux does after one second.
  public boolean connectsSometimes() {
    List<ProbeResult> attempts = attempts();
    boolean again =
        attempts.stream()
            .flatMap(a -> a.timings().connect().stream())
            .anyMatch(t -> t.compareTo(SECOND_SYN) >= 0);
    // The check's own limit may be shorter than the way to the server is long.
    List<ProbeResult> patient = attempts.subList(mirrored.isPresent() ? 1 : 0, attempts.size());
    boolean some = patient.stream().anyMatch(ProbeResult::connected);
    return again || (some && !patient.stream().allMatch(ProbeResult::connected));
  }

  /// @return what came of taking the way of its requests
  public Optional<CheckReplay> way() {
    return traffic.flatMap(ServerProbes::mirrored);
  }

  /// @return the one change that made the failing check pass
  public Optional<Variation> explanation() {
    return variations.stream().filter(v -> v.replay().passed()).findFirst();
  }

  /// @param but changes that explain nothing here
  /// @return whether any other change made the failing check pass
  public boolean explainedOtherwise(Variation.Kind... but) {
    return explanation().filter(v -> !List.of(but).contains(v.kind())).isPresent();
  }

  public Optional<Variation> variation(Variation.Kind kind) {
    return variations.stream().filter(v -> v.kind() == kind).findFirst();
  }

  public boolean explainedBy(Variation.Kind kind) {
    return explanation().map(v -> v.kind() == kind).orElse(false);
  }
}
