package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.causes;
import static org.haproxydoctor.diagnose.Verdicts.first;
import static org.haproxydoctor.model.CheckStatus.L4CON;

import java.time.Instant;
import org.haproxydoctor.diagnose.Certainty;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Kernel;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.haproxydoctor.model.SocketTrouble;
import org.junit.jupiter.api.Test;

class FileDescriptorLimitTest {
  private static final Instant STARTED = Instant.parse("2026-11-20T03:00:00Z");
  private static final String LIMIT_LINE =
      "Proxy web reached process FD limit (maxsock=430). Please check 'ulimit-n' and restart.";

  @Test
  void found_by_haproxy_s_word_and_the_process_s_open_files() {
    Incident incident =
        Incident.of(
                server("app/w1")
                    .down()
                    .check(L4CON, "Too many sockets on the process (Too many open files)")
                    .passes(answered(200)))
            .info("Maxsock", 430)
            .kernel(Kernel.of("10.0.0.9").process(4711, 1024, 1024));

    assertThat(causes(incident).getFirst()).isEqualTo("file-descriptor-limit");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
    assertThat(first(incident).subjects()).containsExactly("process");
  }

  @Test
  void found_when_haproxy_cannot_even_answer() {
    Incident incident =
        Incident.unreachable(SocketTrouble.Kind.HUNG, "/run/admin.sock")
            .kernel(Kernel.of("10.0.0.9").process(4711, 1023, 1024));

    assertThat(causes(incident)).containsExactly("file-descriptor-limit");
    assertThat(first(incident).certainty()).isEqualTo(Certainty.CONFIRMED);
  }

  @Test
  void a_process_that_hangs_for_another_reason_is_not_short_of_files() {
    assertSilent(
        new FileDescriptorLimit(),
        Incident.unreachable(SocketTrouble.Kind.HUNG, "/run/admin.sock")
            .kernel(Kernel.of("10.0.0.9").process(4711, 30, 1024)));
  }

  /// The clients have gone meanwhile.
  @Test
  void a_warning_by_the_log_alone() {
    Incident incident =
        Incident.of(server("app/w1"))
            .info("Maxsock", 430)
            .kernel(Kernel.of("10.0.0.9").process(4711, 30, 430, STARTED))
            .logged(STARTED.plusSeconds(60), Kind.FD_LIMIT, "web", LIMIT_LINE);

    assertThat(causes(incident)).containsExactly("file-descriptor-limit");
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(incident).certainty()).isEqualTo(Certainty.LIKELY);
    assertThat(first(incident).clues().getFirst().facts()).containsEntry("files.limit", "430");
  }

  @Test
  void the_limit_of_a_process_before_this_one_is_over() {
    assertSilent(
        new FileDescriptorLimit(),
        Incident.of(server("app/w1"))
            .info("Maxsock", 430)
            .kernel(Kernel.of("10.0.0.9").process(4711, 30, 430, STARTED))
            .logged(STARTED.minusSeconds(60), Kind.FD_LIMIT, "web", LIMIT_LINE));
  }

  @Test
  void found_by_the_log_when_haproxy_hangs_and_may_not_be_looked_into() {
    Incident incident =
        Incident.unreachable(SocketTrouble.Kind.HUNG, "/run/admin.sock")
            .logged(STARTED, Kind.FD_LIMIT, "web", LIMIT_LINE);

    assertThat(causes(incident)).containsExactly("file-descriptor-limit");
    assertThat(first(incident).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void another_haproxy_s_shortage_is_not_this_one_s() {
    assertSilent(
        new FileDescriptorLimit(),
        Incident.of(server("app/w1"))
            .info("Maxsock", 430)
            .kernel(Kernel.of("10.0.0.9").process(815, 1024, 1024)));
  }

  @Test
  void silent_on_a_busy_process_with_room() {
    assertSilent(
        new FileDescriptorLimit(),
        Incident.of(server("app/w1"))
            .info("Maxsock", 430)
            .kernel(Kernel.of("10.0.0.9").process(4711, 900, 1024)));
  }
}
