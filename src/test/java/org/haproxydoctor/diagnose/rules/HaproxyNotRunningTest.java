package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.SocketTrouble;
import org.junit.jupiter.api.Test;

class HaproxyNotRunningTest {

  private static Incident gone(SocketTrouble.Kind kind) {
    return Incident.unreachable(kind, "/run/haproxy/admin.sock");
  }

  @Test
  void found_when_nobody_listens_and_no_process_runs() {
    for (SocketTrouble.Kind kind :
        List.of(SocketTrouble.Kind.NOBODY_LISTENING, SocketTrouble.Kind.NO_SUCH_SOCKET)) {
      Incident incident = gone(kind).host(Set.of("127.0.0.1"));
      assertThat(causes(incident)).containsExactly("haproxy-not-running");
      Finding finding = first(incident);
      assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
      assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
      assertThat(finding.subjects()).containsExactly("process");
      assertThat(diagnosis(incident).status()).isEqualTo(Status.UNKNOWN);
    }
  }

  @Test
  void ruled_out_when_a_process_runs_and_says_what_that_means() {
    Incident incident = gone(SocketTrouble.Kind.NOBODY_LISTENING).host(Set.of(), 4711);
    assertRuledOut(new HaproxyNotRunning(), incident);
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n -> n.what().equals("show stat") && n.reason().contains("4711"));
  }

  @Test
  void another_haproxy_on_the_same_host_does_not_count() {
    Incident incident =
        gone(SocketTrouble.Kind.NOBODY_LISTENING)
            .declaring("/run/haproxy/admin.sock")
            .process(4711, "haproxy", "-f", "/srv/other/haproxy.cfg");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(diagnosis(incident).notExamined()).noneMatch(n -> n.reason().contains("4711"));
  }

  @Test
  void ruled_out_when_the_process_with_these_files_runs() {
    for (String argument : List.of("/etc/haproxy/haproxy.cfg", "haproxy.cfg", "/etc/haproxy")) {
      assertRuledOut(
          new HaproxyNotRunning(),
          gone(SocketTrouble.Kind.NOBODY_LISTENING)
              .declaring("/run/haproxy/admin.sock")
              .process(4711, "haproxy", "-f", argument));
    }
  }

  @Test
  void a_process_whose_own_files_do_not_declare_the_socket_does_not_count() {
    Incident incident =
        gone(SocketTrouble.Kind.NOBODY_LISTENING)
            .declaring("/run/haproxy/another.sock")
            .process(4711, "haproxy", "-f", "/etc/haproxy/haproxy.cfg");
    assertThat(causes(incident)).containsExactly("haproxy-not-running");
  }

  @Test
  void ruled_out_when_a_process_runs_that_names_no_socket() {
    Incident incident =
        Incident.unreachable(SocketTrouble.Kind.NO_SUCH_SOCKET, "").host(Set.of(), 4711);
    assertRuledOut(new HaproxyNotRunning(), incident);
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n -> n.reason().contains("4711 does run: no `stats socket` of it is known"));
  }

  @Test
  void found_without_any_socket_when_no_process_runs_either() {
    Finding finding =
        first(Incident.unreachable(SocketTrouble.Kind.NO_SUCH_SOCKET, "").host(Set.of()));
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.summary())
        .isEqualTo("HAProxy does not run: there is no socket and no process is there");
  }

  @Test
  void possible_when_the_processes_of_this_host_say_nothing() {
    Incident remote =
        Incident.unreachable(SocketTrouble.Kind.NOBODY_LISTENING, "10.9.9.9:9999")
            .host(Set.of("127.0.0.1"), 4711);
    assertThat(first(remote).certainty()).isEqualTo(Certainty.POSSIBLE);
    Incident unseen = gone(SocketTrouble.Kind.NOBODY_LISTENING);
    assertThat(first(unseen).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_the_socket_is_only_forbidden() {
    assertRuledOut(new HaproxyNotRunning(), gone(SocketTrouble.Kind.FORBIDDEN));
  }

  @Test
  void silent_when_haproxy_answers() {
    assertSilent(new HaproxyNotRunning(), Incident.of(server("app/w1")));
  }
}
