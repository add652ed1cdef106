package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.frontendRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.traffic.Counter;
import org.junit.jupiter.api.Test;

class RequestsDeniedTest {
  private static Incident denied(long denied, long all) {
    return Incident.of(server("app/w1"))
        .traffic(
            frontendRow("www").moved(Counter.REQUESTS, all).moved(Counter.DENIED_REQUESTS, denied));
  }

  @Test
  void found_when_a_rule_denies_a_large_part() {
    Finding finding =
        first(denied(30, 60).limited("www", "http-request deny if { path_beg /app }"));
    assertThat(finding.cause().id()).isEqualTo("requests-denied");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.subjects()).containsExactly("www");
    assertThat(finding.evidence())
        .anyMatch(e -> e.field().equals("dreq") && e.value().startsWith("+30 of 60 in 1 s"));
  }

  @Test
  void found_for_rejected_connections_too() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                frontendRow("www")
                    .moved(Counter.CONNECTIONS, 60)
                    .moved(Counter.DENIED_CONNECTIONS, 40));
    assertThat(first(incident).evidence()).anyMatch(e -> e.field().equals("dcon"));
  }

  @Test
  void found_when_the_answers_are_denied() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                frontendRow("www").moved(Counter.REQUESTS, 60).moved(Counter.DENIED_RESPONSES, 60))
            .limited("www", "http-response deny if { res.hdr(X-Internal) -m found }");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(first(incident).summary()).contains("rules deny the answers to all requests");
    assertThat(first(incident).evidence()).anyMatch(e -> e.value().contains("http-response deny"));
  }

  @Test
  void an_outage_when_nobody_gets_through() {
    assertThat(first(denied(30, 30)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void a_remark_when_some_are_denied() {
    Incident incident = denied(10, 100);
    assertThat(first(incident).severity()).isEqualTo(Severity.INFO);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void ruled_out_when_hardly_any_are_or_were() {
    assertRuledOut(new RequestsDenied(), denied(2, 100));
    assertRuledOut(
        new RequestsDenied(),
        Incident.of(server("app/w1"))
            .traffic(
                frontendRow("www")
                    .moved(Counter.REQUESTS, 100)
                    .stands(Counter.DENIED_REQUESTS, 5000)));
  }

  @Test
  void silent_without_traffic() {
    assertSilent(new RequestsDenied(), Incident.of(server("app/w1")));
  }
}
