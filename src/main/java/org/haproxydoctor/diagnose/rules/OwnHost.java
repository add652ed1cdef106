package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.host.Family;
import org.haproxydoctor.model.host.Listener;
import org.haproxydoctor.model.host.Literal;
import org.haproxydoctor.model.host.Neighbour;
import org.haproxydoctor.model.host.NetworkFacts;
import org.haproxydoctor.model.host.Ruling;

/// What HAProxy's own host says of the connection that a failing check makes.
///
/// @param host empty when it was not looked at, or is not HAProxy's
/// @param target where the check connects to, by address literal; empty while that is not known, or
///   no network address
record OwnHost(CheckFailure failing, Optional<HostFacts> host, Optional<Endpoint> target) {

  /// Linux asks a neighbour three times, a second apart (`mcast_solicit`, arp(7)).
  private static final Duration NEIGHBOUR_PATIENCE = Duration.ofSeconds(3);

  static OwnHost of(CheckFailure failing) {
    Optional<Endpoint> target =
        failing
            .server()
            .mirrored()
            .map(CheckReplay::result)
            .or(() -> failing.server().probes().tcp())
            .flatMap(OwnHost::reached)
            .or(() -> failing.spec().map(CheckSpec::target))
            .or(() -> Facts.address(failing.server()))
            .filter(e -> Family.of(e.host()).isPresent())
            .map(e -> new Endpoint(Literal.of(e.host()), e.port()));
    return new OwnHost(failing, failing.server().all().host().value(), target);
  }

  private static Optional<Endpoint> reached(ProbeResult result) {
    return result.address().map(a -> new Endpoint(a, result.endpoint().port()));
  }

  Optional<NetworkFacts> network() {
    return host.map(HostFacts::network);
  }

  Optional<Family> family() {
    return target.flatMap(t -> Family.of(t.host()));
  }

  /// @return whether the target's address family is known to be missing here; a route that says "no
  ///   route to host" is one of that family
  boolean lacksFamily() {
    return !saysNoRoute()
        && host.flatMap(h -> target.map(t -> !h.hasFamilyFor(t.host()))).orElse(false);
  }

  private boolean saysNoRoute() {
    String ours = failing.result().map(ProbeResult::detail).orElse("").toLowerCase(Locale.ROOT);
    return (failing.report() + ours).contains("no route to host");
  }

  /// @return whether the target's address is one of this host's own
  boolean isTarget() {
    return host.flatMap(h -> target.map(t -> h.owns(t.host()))).orElse(false);
  }

  /// @return the rule of this host's firewall that denies the connection on its way out
  Optional<Ruling> denial() {
    return ruling().filter(Ruling::outgoing);
  }

  /// @return the rule of this host's firewall that denies the connection on its way in, to a server
  ///   on this very host
  Optional<Ruling> denialAtArrival() {
    return ruling().filter(r -> !r.outgoing());
  }

  private Optional<Ruling> ruling() {
    return network().flatMap(n -> target.map(n.rulings()::get));
  }

  /// @return the socket of this host that accepts what the check sends
  Optional<Listener> listener() {
    return isTarget() ? network().flatMap(n -> target.flatMap(n::accepting)) : Optional.empty();
  }

  /// @return what listens at the port of a target on this host, but not at its address
  List<Listener> besides() {
    return isTarget()
        ? network().flatMap(n -> target.map(n::besides)).orElse(List.of())
        : List.of();
  }

  boolean heard(NetworkFacts.Witness witness) {
    return network().map(n -> n.heard(witness)).orElse(false);
  }

  Optional<Neighbour> neighbour() {
    return network().flatMap(n -> target.map(t -> n.neighbours().get(t.host())));
  }

  /// Whether the server's host is on HAProxy's link and does not answer there, and the check gives
  /// up before the kernel does: then HAProxy's word, and ours, is a timeout at one time and "no
  /// route" at another, depending on how old the kernel's last question is.
  boolean isOff() {
    boolean silent = neighbour().filter(n -> n.silent() && !n.gateway()).isPresent();
    return silent
        && failing
            .spec()
            .map(s -> s.timing().connectLimit().compareTo(NEIGHBOUR_PATIENCE) < 0)
            .orElse(false);
  }

  Evidence says(String what, String value) {
    return Evidence.host(failing.server().ref(), what, value);
  }

  /// @return what the host says of the link to the target, as evidence
  List<Evidence> link() {
    List<Evidence> evidence = new ArrayList<>();
    neighbour()
        .map(n ->
            says(
                n.gateway() ? "neighbour (gateway)" : "neighbour",
                n.address()
                    + " is "
                    + n.state()
                    + (n.silent() ? ", it does not answer on the link" : ", it is on the link")))
        // Only silence speaks for the cause; a neighbour that answers tells where not to look.
        .map(e -> neighbour().get().silent() ? e : e.asContext())
        .ifPresent(evidence::add);
    return evidence;
  }

  static Evidence rule(CheckFailure failing, Ruling ruling) {
    return Evidence.host(failing.server().ref(), "firewall", ruling.rule());
  }
}
