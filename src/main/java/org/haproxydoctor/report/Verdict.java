package org.haproxydoctor.report;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.SocketTrouble;

/// The one line that remains when everything else has scrolled away.
final class Verdict {
  private static final int MOST_NAMES = 4;

  private Verdict() {}

  static String of(DiagnosisReport report) {
    if (report.diagnosis().status() == Status.UNKNOWN) {
      return report
          .seen()
          .socketTrouble()
          .map(SocketTrouble::what)
          .orElse("nothing could be seen that would allow a verdict");
    }
    return state(report) + process(report);
  }

  private static String state(DiagnosisReport report) {
    List<Backend> backends = report.seen().backends();
    boolean fine = report.diagnosis().status() == Status.OK;
    if (fine && backends.size() == 1 && backends.getFirst().isEmpty()) {
      return backends.getFirst().name() + ": has no servers and needs none";
    }
    boolean missed = !fine && !report.seen().target().isEverything();
    List<String> out =
        backends.stream()
            .filter(b -> !b.serves() && !report.seen().servesByRule(b))
            .filter(b -> !b.isEmpty() || missed)
            .map(Backend::name)
            .toList();
    String serves = out.isEmpty() ? "" : out.size() == 1 ? " serves nobody" : " serve nobody";
    if (backends.size() == 1) {
      return backends.getFirst().name() + serves + ": " + usable(report);
    }
    String outage = out.isEmpty() ? "" : ShortList.of(out, MOST_NAMES) + serves + "; ";
    return outage + usable(report) + " in " + backends.size() + " backends";
  }

  /// @return the way out when HAProxy could not be asked, and no cause that is sure brings its own
  static Optional<String> hint(DiagnosisReport report) {
    boolean known =
        report.diagnosis().findings().stream().anyMatch(f -> f.certainty() != Certainty.POSSIBLE);
    return report.seen().socketTrouble().filter(_ -> !known).map(SocketTrouble::hint);
  }

  private static String usable(DiagnosisReport report) {
    List<Server> servers =
        report.seen().backends().stream().flatMap(b -> b.servers().stream()).toList();
    long deceptive = servers.stream().filter(report.seen()::isBelievedUp).count();
    long usable = servers.stream().filter(Server::usable).count();
    return usable
        + " of "
        + servers.size()
        + (servers.size() == 1 ? " server usable" : " servers usable")
        + (deceptive == 0
            ? ""
            : ", but %d of them %s without being checked"
                .formatted(deceptive, deceptive == 1 ? "fails" : "fail"));
  }

  private static String process(DiagnosisReport report) {
    return report
        .process()
        .map(p ->
            " ("
                + p.name()
                + p.uptime().map(u -> ", up " + HaproxyDuration.forPeople(u)).orElse("")
                + ")")
        .orElse("");
  }
}
