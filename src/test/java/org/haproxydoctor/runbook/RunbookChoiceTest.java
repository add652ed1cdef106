package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.nio.file.Path;
import java.util.List;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.SocketTrouble;
import org.junit.jupiter.api.Test;

/// Which built-in runbook fits which situation.
class RunbookChoiceTest {
  private final RunbookChoice choice =
      new RunbookChoice(new RunbookLibrary(List.of(Path.of("runbooks")), Catalog.ids()));

  private String fitting(Incident incident) {
    return choice.fitting(new FakeLooks(incident)).id();
  }

  @Test
  void an_haproxy_that_does_not_answer_is_an_outage_of_everything() {
    assertThat(fitting(Incident.unreachable(SocketTrouble.Kind.HUNG, "/run/h.sock")))
        .isEqualTo("all-backends-down");
  }

  @Test
  void several_backends_without_a_server_and_none_with_one_are_an_outage_of_everything() {
    assertThat(fitting(Incident.of(server("app/w1").down(), server("web/x1").maint())))
        .isEqualTo("all-backends-down");
  }

  @Test
  void a_backend_without_usable_server_is_down() {
    assertThat(fitting(Incident.of(server("app/w1").down()))).isEqualTo("backend-down");
    assertThat(
            fitting(Incident.of(server("app/w1").down(), server("web/x1").down(), server("ok/y1"))))
        .isEqualTo("backend-down");
  }

  @Test
  void the_rest_of_haproxy_does_not_matter_when_one_backend_was_asked_about() {
    Incident incident =
        Incident.of(server("app/w1"), server("web/x1").down(), server("old/y1").down());
    assertThat(fitting(incident.target("web"))).isEqualTo("backend-down");
    assertThat(fitting(incident.target("web", "old"))).isEqualTo("all-backends-down");
  }

  @Test
  void a_backend_that_has_no_servers_at_all() {
    assertThat(fitting(Incident.of().emptyBackend("app", false))).isEqualTo("no-alive-backends");
    assertThat(fitting(Incident.of(server("ok/w1")).emptyBackend("app", false)))
        .as("an empty one beside others")
        .isEqualTo("backend-down");
  }

  @Test
  void servers_that_fail_their_checks_while_others_serve() {
    Incident incident =
        Incident.of(server("app/w1").down().check(CheckStatus.L7STS, 404), server("app/w2"));
    assertThat(fitting(incident)).isEqualTo("server-healthcheck-failure");
    assertThat(fitting(incident.target("app/w2"))).isEqualTo("backend-down");
  }

  @Test
  void a_healthy_haproxy_gets_the_general_one() {
    assertThat(fitting(Incident.of(server("app/w1")))).isEqualTo("backend-down");
    assertThat(fitting(Incident.of())).isEqualTo("backend-down");
  }

  @Test
  void a_named_one_is_found_by_id_or_alert() {
    assertThat(choice.named("no-alive-backends").id()).isEqualTo("no-alive-backends");
    assertThat(choice.named("HaproxyBackendDown").id()).isEqualTo("backend-down");
  }

  @Test
  void an_absent_one_is_answered_with_near_names() {
    assertThatExceptionOfType(CannotLookException.class)
        .isThrownBy(() -> choice.named("backend-dwon"))
        .satisfies(e -> assertThat(e.what()).isEqualTo("there is no runbook 'backend-dwon'"))
        .satisfies(e -> assertThat(e.hint()).contains("did you mean").contains("backend-down"));
    assertThatExceptionOfType(CannotLookException.class)
        .isThrownBy(() -> choice.named("qqqqqqqqqq"))
        .satisfies(e -> assertThat(e.hint()).contains("runbook list"));
    assertThatExceptionOfType(CannotLookException.class)
        .isThrownBy(() -> choice.named("/no/such/file.md"));
  }
}
