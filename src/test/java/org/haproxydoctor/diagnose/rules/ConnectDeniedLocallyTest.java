package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.endedAt;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.Results.timeout;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L4TOUT;

import java.nio.file.Path;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Kernel;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.host.NetworkFacts.Witness;
import org.junit.jupiter.api.Test;

class ConnectDeniedLocallyTest {

  @Test
  void found_by_the_rule_where_it_looks_like_a_refusal() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON, "Connection refused").fails(refused()))
            .kernel(Kernel.of("10.0.0.9").denies(true, true, false));

    assertThat(causes(incident)).containsExactly("connect-denied-locally");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("rejects");
    assertRuledOut(new ConnectionRefused(), incident);
  }

  @Test
  void found_by_the_rule_where_it_looks_like_a_timeout() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4TOUT).fails(timeout(Stage.CONNECT)))
            .kernel(Kernel.of("10.0.0.9").denies(true, false, false));

    assertThat(causes(incident)).containsExactly("connect-denied-locally");
    assertThat(first(incident).summary()).contains("drops");
  }

  @Test
  void a_rule_for_haproxy_s_user_explains_why_we_may_connect() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4TOUT).passes(answered(200)))
            .kernel(Kernel.of("10.0.0.9").denies(true, false, true));

    assertThat(causes(incident).getFirst()).isEqualTo("connect-denied-locally");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).summary()).contains("for HAProxy's user only");
  }

  @Test
  void a_socket_file_may_be_closed_to_haproxy_s_user_alone() {
    Endpoint socket = new Endpoint("/app.sock", 0).below(Path.of("/jail"));
    Incident incident =
        Incident.of(
            server("app/w1")
                .onSocket(socket)
                .down()
                .check(L4CON, "General socket error (Permission denied)")
                .passes(answered(200)));

    assertThat(causes(incident).getFirst()).isEqualTo("connect-denied-locally");
    assertThat(first(incident).summary())
        .contains("HAProxy's user may not connect to the socket file /jail/app.sock");
  }

  @Test
  void a_socket_file_closed_to_us_alone_says_nothing_of_haproxy() {
    Endpoint socket = new Endpoint("/app.sock", 0);
    Incident incident =
        Incident.of(
            server("app/w1")
                .onSocket(socket)
                .down()
                .check(L4CON, "No such file or directory")
                .fails(endedAt(socket, Stage.CONNECT, Word.DENIED)));

    assertThat(causes(incident).getFirst()).isEqualTo("connection-refused");
  }

  @Test
  void found_when_the_system_denies_both() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .down()
                .check(L4CON, "General socket error (Permission denied)")
                .fails(ended(Stage.CONNECT, Word.DENIED)));

    assertThat(causes(incident)).containsExactly("connect-denied-locally");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void found_when_selinux_denies_haproxy_alone() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .down()
                    .check(L4CON, "General socket error (Permission denied)")
                    .passes(answered(200)))
            .kernel(Kernel.of("10.0.0.9").selinux());

    assertThat(causes(incident)).containsExactly("connect-denied-locally");
    assertThat(first(incident).evidence()).anyMatch(e -> e.field().equals("SELinux"));
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void over_ipv6_a_router_may_have_said_it() {
    Endpoint six = new Endpoint("2001:db8::7", 8080);
    Incident incident =
        Incident.of(
                server("app/w1")
                    .named(six.host())
                    .down()
                    .check(L4CON, "Permission denied")
                    .fails(endedAt(six, Stage.CONNECT, Word.DENIED)))
            .kernel(Kernel.of("2001:db8::9"));

    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_no_rule_is_there() {
    assertRuledOut(
        new ConnectDeniedLocally(),
        Incident.of(server("app/w1").down().check(L4CON, "Connection refused").fails(refused()))
            .kernel(Kernel.of("10.0.0.9")));
  }

  @Test
  void a_rule_for_what_arrives_is_not_one_for_what_leaves() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON, "Connection refused").fails(refused()))
            .kernel(Kernel.of("10.0.0.1").denies(false, true, false).listens("0.0.0.0", 0));

    assertThat(causes(incident)).containsExactly("connection-refused");
    assertThat(first(incident).summary())
        .contains("by a firewall rule for what arrives at this host, although something listens");
  }

  @Test
  void not_examined_when_the_rules_are_for_root_alone() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON, "Connection refused").fails(refused()))
            .kernel(Kernel.of("10.0.0.9").cannotRead(Witness.FIREWALL, "nft: must be root"));

    assertThat(causes(incident)).containsExactly("connection-refused");
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(
            n -> n.what().equals("connect-denied-locally") && n.reason().contains("must be root"));
  }

  @Test
  void silent_on_healthy_servers_behind_any_rule() {
    assertSilent(
        new ConnectDeniedLocally(),
        Incident.of(server("app/w1")).kernel(Kernel.of("10.0.0.9").denies(true, false, false)));
  }
}
