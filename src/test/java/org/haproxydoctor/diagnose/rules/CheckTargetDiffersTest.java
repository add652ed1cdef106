package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.connected;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.check.Variation.Kind;
import org.junit.jupiter.api.Test;

class CheckTargetDiffersTest {

  private static ServerScene ownPort() {
    return server("app/w1").checkPort(8081).down().check(L4CON, "Connection refused");
  }

  @Test
  void found_when_the_services_port_passes_the_check() {
    Incident incident =
        Incident.of(
            ownPort()
                .fails(refused())
                .passesIf(Kind.SERVICE_TARGET, "10.0.0.1:8080", answered(200)));
    assertThat(causes(incident)).containsExactly("check-target-differs");
    Finding finding = first(incident);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.clues().getFirst().facts())
        .containsEntry("check.port", "8081")
        .containsEntry("server.port", "8080");
  }

  @Test
  void found_when_the_services_port_is_open_though_it_has_no_such_path() {
    Incident incident =
        Incident.of(
            ownPort()
                .fails(refused())
                .connects(connected())
                .failsEvenIf(Kind.SERVICE_TARGET, answered(404)));
    assertThat(causes(incident)).containsExactly("check-target-differs");
  }

  @Test
  void ruled_out_when_the_service_is_closed_as_well() {
    Incident incident = Incident.of(ownPort().fails(refused()).connects(refused()));
    assertThat(causes(incident)).containsExactly("connection-refused");
    assertRuledOut(new CheckTargetDiffers(), incident);
  }

  @Test
  void ruled_out_when_the_health_listener_speaks_for_a_sick_application() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .checkPort(8081)
                .down()
                .check(L7STS, 503)
                .fails(answered(503))
                .passesIf(Kind.SERVICE_TARGET, "10.0.0.1:8080", answered(200)));
    assertThat(causes(incident)).containsExactly("application-unhealthy");
    assertRuledOut(new CheckTargetDiffers(), incident);
  }

  @Test
  void not_examined_without_probes() {
    Diagnosis diagnosis = diagnosis(Incident.of(ownPort()));
    assertThat(diagnosis.notExamined()).anyMatch(n -> n.what().equals("check-target-differs"));
    assertThat(diagnosis.ruledOut()).doesNotContain("check-target-differs");
  }

  @Test
  void silent_where_the_check_goes_to_the_service() {
    assertSilent(
        new CheckTargetDiffers(),
        Incident.of(server("app/w1").down().check(L4CON, "Connection refused").fails(refused())));
    assertSilent(new CheckTargetDiffers(), Incident.of(server("app/w1").checkPort(8081)));
  }

  @Test
  void found_when_a_later_connection_of_the_check_goes_to_a_closed_port() {
    ServerScene steps =
        server("app/w1")
            .checkedBy("tcp-check")
            .down()
            .check(L4CON, "Connection refused at step 3 of tcp-check (connect port 81)")
            .connects(connected());
    assertThat(causes(Incident.of(steps))).containsExactly("check-target-differs");
    Incident closed = Incident.of(steps.connects(refused()));
    assertThat(causes(closed)).containsExactly("connection-refused");
    assertRuledOut(new CheckTargetDiffers(), closed);
  }

  @Test
  void silent_when_the_connection_that_failed_went_to_the_services_own_port() {
    Incident incident =
        Incident.of(
            server("app/w1")
                .checkedBy("tcp-check")
                .down()
                .check(L4CON, "Connection refused at step 1 of tcp-check (connect port 8080)"));
    assertThat(causes(incident)).containsExactly("connection-refused");
    assertSilent(new CheckTargetDiffers(), incident);
  }
}
