package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.Configuration.Reach;
import org.junit.jupiter.api.Test;

class NoServersDefinedTest {

  @Test
  void critical_when_asked_about_by_name() {
    Incident incident = Incident.of().emptyBackend("app", false).target("app");
    assertThat(causes(incident)).containsExactly("no-servers-defined");
    Finding finding = first(incident);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.subjects()).containsExactly("app");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.CRITICAL);
  }

  @Test
  void a_warning_when_nobody_asked() {
    Incident incident = Incident.of(server("other/w1")).emptyBackend("app", false);
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void critical_when_requests_failed_there() {
    Incident incident = Incident.of().emptyBackend("app", false).terminated("app", "SC", 3);
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void ruled_out_for_sections_that_need_no_server() {
    Incident incident = Incident.of(server("app/w1")).emptyBackend("stats", true);
    assertRuledOut(new NoServersDefined(), incident);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
    assertThat(diagnosis(incident.target("stats")).status()).isEqualTo(Status.OK);
  }

  @Test
  void not_examined_where_the_configuration_cannot_tell() {
    Incident incident = Incident.of().emptyBackend("app", false).withoutConfiguration("no file");
    assertThat(diagnosis(incident).findings()).isEmpty();
    assertThat(diagnosis(incident).notExamined())
        .anyMatch(n -> n.what().equals("no-servers-defined"));
  }

  @Test
  void possible_where_the_configuration_cannot_tell_and_it_was_asked_about() {
    Incident incident =
        Incident.of().emptyBackend("app", false).withoutConfiguration("no file").target("app");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void silent_on_backends_with_servers_up_or_down() {
    assertSilent(new NoServersDefined(), Incident.of(server("app/w1")));
    assertSilent(new NoServersDefined(), Incident.of(server("app/w1").down()));
  }

  @Test
  void an_outage_for_all_where_it_is_the_default() {
    Incident incident = Incident.of(server("app/w1")).emptyBackend("empty", Reach.BY_DEFAULT);
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void no_alarm_where_nothing_leads_to_it() {
    Incident incident = Incident.of(server("app/w1")).emptyBackend("empty", Reach.NOT_AT_ALL);
    assertThat(first(incident).severity()).isEqualTo(Severity.INFO);
  }
}
