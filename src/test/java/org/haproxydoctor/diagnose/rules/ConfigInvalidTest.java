package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.util.List;
import java.util.Set;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Diagnosis;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Upkeep;
import org.junit.jupiter.api.Test;

class ConfigInvalidTest {
  private static final String FILE = "/etc/haproxy/haproxy.cfg";

  private static Upkeep judged(boolean accepted, ConfigLine... complaints) {
    return new Upkeep(
        Observed.unseen("not asked"),
        Observed.seen(
            new FileCheck("/usr/sbin/haproxy", List.of(FILE), accepted, List.of(complaints))),
        List.of(),
        List.of());
  }

  private static Upkeep refused() {
    return judged(false, new ConfigLine(FILE, 42, "unknown keyword 'mod' in 'defaults' section"));
  }

  @Test
  void found_as_a_warning_while_haproxy_runs() {
    Incident incident = Incident.of(server("app/w1")).upkeep(refused());

    Finding finding = first(incident);
    assertThat(finding.cause().id()).isEqualTo("config-invalid");
    assertThat(finding.subjects()).containsExactly("process");
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.summary()).contains("haproxy.cfg:42: unknown keyword 'mod'");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.WARNING);
  }

  @Test
  void explains_a_haproxy_that_does_not_run() {
    Incident incident =
        Incident.unreachable(SocketTrouble.Kind.NOBODY_LISTENING, "/run/haproxy.sock")
            .host(Set.of("127.0.0.1"))
            .upkeep(refused());

    assertThat(causes(incident)).containsExactly("config-invalid", "haproxy-not-running");
  }

  @Test
  void a_complaint_without_a_place_is_quoted_too() {
    Incident incident =
        Incident.of(server("app/w1"))
            .upkeep(judged(false, new ConfigLine("", 0, "Proxy 'x': no SSL certificate")));

    assertThat(first(incident).summary()).endsWith("reload: Proxy 'x': no SSL certificate");
  }

  @Test
  void ruled_out_by_an_accepted_file() {
    assertRuledOut(new ConfigInvalid(), Incident.of(server("app/w1")).upkeep(judged(true)));
  }

  @Test
  void not_examined_without_a_verdict() {
    Upkeep missing =
        new Upkeep(
            Observed.unseen("not asked"),
            Observed.unseen("haproxy -c was not allowed to read everything"),
            List.of(),
            List.of());
    Diagnosis diagnosis = diagnosis(Incident.of(server("app/w1")).upkeep(missing));

    assertThat(diagnosis.status()).isEqualTo(Status.OK);
    assertThat(diagnosis.notExamined())
        .anyMatch(n -> n.what().equals("config-invalid") && n.reason().contains("not allowed"));
  }
}
