package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.observe.ServerCase;

/// Puts together what the witnesses of a failing check say: HAProxy first, then our own repetition,
/// then what a rule adds, then the server's line.
final class CheckClue {
  private CheckClue() {}

  /// @param agreeing HAProxy's words that go with this cause; any other casts doubt
  /// @param more evidence of the rule's own
  static Clue of(
      CheckFailure failing, String says, Set<CheckStatus> agreeing, List<Evidence> more) {
    ServerCase server = failing.server();
    List<Evidence> evidence =
        new ArrayList<>(
            failing.isTraffic() ? Testimony.traffic(server) : Testimony.haproxy(server));
    server.mirrored().map(Testimony::of).ifPresent(evidence::add);
    evidence.addAll(more);
    Set<String> sources = new HashSet<>(evidence.stream().map(Evidence::source).toList());
    server
        .configured()
        .map(s -> Lines.evidence(server.ref(), s.line()).asContext())
        .filter(e -> !sources.contains(e.source()))
        .ifPresent(evidence::add);
    Clue clue = Clue.of(server.ref(), says, evidence).withFacts(Facts.of(server));
    if (failing.isTraffic() && BackendTraffic.servesNobody(server)) {
      clue = clue.concerning(Reach.EVERYBODY);
    }
    return failing.passesNow() || contradicts(failing, agreeing) ? clue.inDoubt() : clue;
  }

  /// @param line the configuration line at fault, if one is: it joins the evidence, and is where
  ///   the reader is sent
  static Clue at(
      CheckFailure failing,
      Optional<ConfigLine> line,
      String says,
      Set<CheckStatus> agreeing,
      List<Evidence> more) {
    if (line.isEmpty()) {
      return of(failing, says, agreeing, more);
    }
    Evidence said = Lines.evidence(failing.server().ref(), line.get());
    List<Evidence> all = new ArrayList<>(more);
    // By itself a line proves nothing; it counts beside a repetition of the check.
    all.add(failing.replay().isPresent() ? said : said.asContext());
    return of(failing, says, agreeing, all).withFacts(Facts.at(line.get()));
  }

  /// Of a connection that ends so: where the check is not known and could not be repeated, a bare
  /// connection to the service speaks for us.
  ///
  /// @param more evidence of the rule's own
  static Clue ofConnection(
      CheckFailure failing,
      String says,
      Set<CheckStatus> agreeing,
      ProbeResult.Word word,
      List<Evidence> more) {
    Optional<ProbeResult> bare = bareConnection(failing);
    List<Evidence> connection = new ArrayList<>();
    bare.map(r -> Testimony.connection(failing.server().ref(), r)).ifPresent(connection::add);
    connection.addAll(more);
    Clue clue = of(failing, says, agreeing, connection);
    return bare.isEmpty() || bare.get().word() == word ? clue : clue.inDoubt();
  }

  private static Optional<ProbeResult> bareConnection(CheckFailure failing) {
    ServerCase server = failing.server();
    boolean elsewhere =
        failing.spec().map(CheckSpec::hasOwnTarget).orElse(false)
            || server
                .state()
                .map(s -> s.checkPort().isPresent() || s.checkAddress().isPresent())
                .orElse(false);
    return failing.isRepeated() || elsewhere ? Optional.empty() : server.probes().tcp();
  }

  /// A failure that HAProxy saw in the traffic (`observe`) says nothing of how the check fails.
  private static boolean contradicts(CheckFailure failing, Set<CheckStatus> agreeing) {
    if (!failing.haproxyKnows() || failing.haproxySays(CheckStatus.HANA)) {
      return false;
    }
    boolean late = failing.lateAnswer().isPresent() && failing.haproxySays(CheckStatus.L7TOUT);
    return !late && !failing.haproxySays(agreeing.toArray(CheckStatus[]::new));
  }
}
