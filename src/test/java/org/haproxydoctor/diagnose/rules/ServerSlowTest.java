package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.RowScene.backendRow;
import static org.haproxydoctor.diagnose.RowScene.serverRow;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.RowScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.junit.jupiter.api.Test;

class ServerSlowTest {
  private static RowScene takes(String name, long millis) {
    return serverRow(name)
        .moved(Counter.ANSWERS_2XX, 20)
        .is(Gauge.RESPONSE_TIME, millis)
        .is(Gauge.LAST_SESSION, 0);
  }

  private static Incident three(long one, long two, long three) {
    return Incident.of(server("app/w1"), server("app/w2"), server("app/w3"))
        .traffic(
            backendRow("app").moved(Counter.SESSIONS, 60),
            takes("app/w1", one),
            takes("app/w2", two),
            takes("app/w3", three));
  }

  @Test
  void found_on_the_server_that_is_far_slower_than_its_siblings() {
    Finding finding = first(three(12, 900, 15));
    assertThat(finding.cause().id()).isEqualTo("server-slow");
    assertThat(finding.subjects()).containsExactly("app/w2");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void the_log_confirms_it() {
    Incident incident = three(12, 900, 15).ended("app/w2", "--", 2, 50, 880);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void one_of_two_is_enough() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(backendRow("app"), takes("app/w1", 20), takes("app/w2", 700));
    assertThat(first(incident).subjects()).containsExactly("app/w2");
  }

  @Test
  void a_remark_when_all_are_slow() {
    Incident incident = three(1200, 1500, 1400);
    assertThat(first(incident).subjects()).containsExactly("app");
    assertThat(first(incident).severity()).isEqualTo(Severity.INFO);
    assertThat(first(incident).summary()).contains("what they share");
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void an_alarm_when_all_were_far_quicker_a_while_ago() {
    Finding finding = first(three(1200, 1500, 1400).answeredIn("app", 6, 1900));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(finding.summary()).contains("far later than a while ago");
    assertThat(first(three(1200, 1500, 1400).answeredIn("app", 1300, 1400)).severity())
        .isEqualTo(Severity.INFO);
  }

  private static RowScene became(String name, long before, long now) {
    return takes(name, 0).is(Gauge.RESPONSE_TIME, before, now);
  }

  /// Twenty answers among five hundred.
  @Test
  void found_though_older_answers_dilute_the_mean() {
    Incident one =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(backendRow("app"), became("app/w1", 12, 12), became("app/w2", 12, 90));
    assertThat(first(one).subjects()).containsExactly("app/w2");
    assertThat(first(one).clues().getFirst().evidence().getFirst().value())
        .startsWith("90 ms over the last 512, about ")
        .endsWith(" ms over the last 20");
    Incident all =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(backendRow("app"), became("app/w1", 12, 90), became("app/w2", 15, 80));
    assertThat(first(all).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(all).summary()).contains("far later than a while ago");
    assertThat(first(all).clues().getFirst().facts())
        .containsEntry("slow.backend", "app")
        .doesNotContainKeys("target", "server");
  }

  /// Long polls and others come mixed, and for a few seconds one server or all had more of them.
  @Test
  void chance_is_no_fault() {
    Incident one =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(backendRow("app"), became("app/w1", 400, 410), became("app/w2", 400, 385));
    assertRuledOut(new ServerSlow(), one);
    Incident all =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(backendRow("app"), became("app/w1", 357, 428), became("app/w2", 356, 427));
    assertThat(first(all).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void ruled_out_when_it_is_quick_again() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(backendRow("app"), became("app/w1", 12, 12), became("app/w2", 900, 866));
    assertRuledOut(new ServerSlow(), incident);
  }

  @Test
  void a_remark_stands_above_no_alarm() {
    Incident incident =
        Incident.of(server("app/w1"))
            .traffic(
                backendRow("app").moved(Counter.SESSIONS, 10).is(Gauge.QUEUED, 6),
                takes("app/w1", 1100)
                    .moved(Counter.SESSIONS, 2)
                    .is(Gauge.SESSIONS, 2)
                    .is(Gauge.LIMIT, 2));
    assertThat(causes(incident)).containsExactly("server-maxconn-reached", "server-slow");
  }

  @Test
  void ruled_out_when_differences_are_small_or_times_short() {
    assertRuledOut(new ServerSlow(), three(100, 350, 120));
    assertRuledOut(new ServerSlow(), three(2, 250, 3));
  }

  @Test
  void times_of_a_server_that_nobody_uses_are_old() {
    Incident incident =
        Incident.of(server("app/w1"), server("app/w2"))
            .traffic(
                backendRow("app"),
                takes("app/w1", 20),
                takes("app/w2", 700).is(Gauge.LAST_SESSION, 600));
    assertSilent(new ServerSlow(), incident);
  }

  @Test
  void silent_without_traffic_or_siblings() {
    assertSilent(new ServerSlow(), Incident.of(server("app/w1")));
    assertSilent(
        new ServerSlow(),
        Incident.of(server("app/w1")).traffic(backendRow("app"), takes("app/w1", 700)));
  }
}
