package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;

import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerStatus.Word;
import org.junit.jupiter.api.Test;

class ResolverUnreachableTest {
  private static ServerScene nameless(String name) {
    return server(name)
        .named("w1.example.test")
        .resolvers("lan")
        .is(Word.MAINT_RESOLUTION, "MAINT (resolution)")
        .flags(AdminFlag.RMAINT);
  }

  @Test
  void found_when_no_nameserver_answers() {
    Incident incident =
        Incident.of(
                nameless("app/w1")
                    .unanswered("10.0.0.53:53", "timeout")
                    .unanswered("10.0.0.54:53", "nobody listening"))
            .nameserver("lan", "ns1", 40, 0)
            .nameserver("lan", "ns2", 40, 0);
    assertThat(causes(incident)).containsExactly("resolver-unreachable");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).clues().getFirst().facts()).containsEntry("resolvers", "lan");
  }

  @Test
  void found_by_our_question_alone_when_they_answered_before() {
    Incident incident =
        Incident.of(nameless("app/w1").unanswered("10.0.0.53:53", "timeout"))
            .nameserver("lan", "ns1", 4000, 3990);
    assertThat(causes(incident)).containsExactly("resolver-unreachable");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  /// HAProxy in a container asks another nameserver than the one that this host names.
  @Test
  void ruled_out_when_haproxy_gets_an_answer_to_each_question() {
    Incident incident =
        Incident.of(nameless("app/w1").unanswered("10.0.0.53:53", "timeout"))
            .nameserver("lan", "127.0.0.53", 11, 10);
    assertThat(causes(incident)).containsExactly("name-unresolved");
  }

  @Test
  void possible_when_only_haproxy_gets_no_answer() {
    Incident incident =
        Incident.of(nameless("app/w1").resolves("10.0.0.53:53", "10.0.0.1"))
            .nameserver("lan", "ns1", 40, 0);
    assertThat(causes(incident)).contains("resolver-unreachable");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.POSSIBLE);
  }

  @Test
  void ruled_out_when_a_nameserver_answers_with_an_error() {
    Incident incident =
        Incident.of(
            nameless("app/w1")
                .lookup("10.0.0.53:53", "NXDOMAIN")
                .unanswered("10.0.0.54:53", "timeout"));
    assertRuledOut(new ResolverUnreachable(), incident);
    assertThat(causes(incident)).containsExactly("name-unresolved");
  }

  @Test
  void ruled_out_when_it_answers_for_another_server() {
    Incident incident =
        Incident.of(
            nameless("app/w1").unanswered("10.0.0.53:53", "timeout"),
            nameless("app/w2").lookup("10.0.0.53:53", "SERVFAIL"));
    assertRuledOut(new ResolverUnreachable(), incident);
    assertThat(causes(incident)).containsExactly("name-unresolved");
  }

  /// HAProxy keeps what it knows for the section's `hold` times.
  @Test
  void a_warning_while_the_address_is_kept() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .named("w1.example.test")
                    .resolvers("lan")
                    .unanswered("10.0.0.53:53", "timeout"))
            .nameserver("lan", "ns1", 4000, 3990);
    assertThat(causes(incident)).containsExactly("resolver-unreachable");
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
  }

  @Test
  void a_kept_address_is_no_fault_while_haproxy_gets_answers() {
    assertRuledOut(
        new ResolverUnreachable(),
        Incident.of(
                server("app/w1")
                    .named("w1.example.test")
                    .resolvers("lan")
                    .unanswered("10.0.0.53:53", "timeout"))
            .nameserver("lan", "ns1", 4000, 3999));
  }

  @Test
  void silent_without_resolvers_and_on_healthy_servers() {
    assertSilent(
        new ResolverUnreachable(),
        Incident.of(
            server("app/w1").named("w1.example.test").maint().flags(AdminFlag.FMAINT),
            server("app/w2").named("w2.example.test").resolvers("lan")));
  }
}
