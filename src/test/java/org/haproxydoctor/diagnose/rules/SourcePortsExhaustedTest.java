package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.ended;
import static org.haproxydoctor.diagnose.Results.endedAt;
import static org.haproxydoctor.diagnose.RowScene.backendRow;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;

import java.time.Instant;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Kernel;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.traffic.Counter;
import org.junit.jupiter.api.Test;

class SourcePortsExhaustedTest {
  private static final String HAPROXY = "Out of local source ports on the system";

  @Test
  void found_when_haproxy_our_probe_and_the_kernel_agree() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .down()
                    .check(L4CON, HAPROXY)
                    .fails(ended(Stage.CONNECT, Word.NO_LOCAL_ADDRESS)))
            .kernel(Kernel.of("10.0.0.9").uses(1000, 980));

    assertThat(causes(incident)).containsExactly("source-ports-exhausted");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).evidence())
        .anyMatch(e -> e.value().startsWith("1000 in use (980 in TIME_WAIT) of 1000"));
  }

  @Test
  void a_load_that_is_gone_again_does_not_put_it_in_doubt() {
    Incident incident =
        Incident.of(server("app/w1").down().check(L4CON, HAPROXY).passes(answered(200)))
            .kernel(Kernel.of("10.0.0.9").uses(300, 300));

    assertThat(causes(incident)).containsExactly("source-ports-exhausted");
    assertThat(first(incident).certainty()).isNotEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void an_exhausted_source_address_is_not_an_absent_one() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .source("10.0.0.9")
                    .down()
                    .check(L4CON, "Can't bind to source address")
                    .fails(ended(Stage.CONNECT, Word.NO_LOCAL_ADDRESS)))
            .kernel(Kernel.of("10.0.0.9").uses(990, 10));

    assertThat(causes(incident)).containsExactly("source-ports-exhausted");
  }

  @Test
  void ruled_out_when_the_host_lacks_the_family() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .named("2001:db8::7")
                    .down()
                    .check(L4CON, HAPROXY)
                    .fails(
                        endedAt(
                            new Endpoint("2001:db8::7", 8080),
                            Stage.CONNECT,
                            Word.NO_LOCAL_ADDRESS)))
            .kernel(Kernel.of("10.0.0.9", "::1"));

    assertThat(causes(incident)).containsExactly("address-family-unavailable");
    assertRuledOut(new SourcePortsExhausted(), incident);
  }

  /// HAProxy counts no session where not even a port was had.
  private static Incident withoutConnections(ServerScene scene) {
    return Incident.of(scene)
        .kernel(Kernel.of("10.0.0.9"))
        .traffic(
            backendRow("app").moved(Counter.SESSIONS, 40).moved(Counter.ANSWERS_5XX, 40),
            serverRow("app/w1").moved(Counter.CONNECT_ERRORS, 40).moved(Counter.RETRIES, 120));
  }

  @Test
  void found_where_only_requests_use_the_ports_of_a_source_up() {
    Incident incident =
        withoutConnections(server("app/w1").source("10.0.0.9"))
            .logged(Instant.EPOCH, Kind.SOURCE_BIND_FAILED, "app", "Cannot bind to source address");

    assertThat(causes(incident)).containsExactly("source-ports-exhausted");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void found_where_only_requests_use_the_system_s_ports_up() {
    Incident incident =
        withoutConnections(server("app/w1"))
            .logged(Instant.EPOCH, Kind.NO_FREE_PORTS, "app", "no free ports");

    assertThat(causes(incident)).containsExactly("source-ports-exhausted");
  }

  @Test
  void requests_of_another_backend_or_from_an_absent_address_are_another_matter() {
    assertSilent(
        new SourcePortsExhausted(),
        withoutConnections(server("app/w1"))
            .logged(Instant.EPOCH, Kind.NO_FREE_PORTS, "other", "no free ports"));
    assertSilent(
        new SourcePortsExhausted(),
        withoutConnections(server("app/w1").source("10.9.9.9"))
            .logged(
                Instant.EPOCH, Kind.SOURCE_BIND_FAILED, "app", "Cannot bind to source address"));
  }

  @Test
  void silent_on_healthy_servers_however_many_connections_they_have() {
    assertSilent(
        new SourcePortsExhausted(),
        Incident.of(server("app/w1")).kernel(Kernel.of("10.0.0.9").uses(999, 0)));
  }
}
