package org.haproxydoctor.diagnose.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.assertRuledOut;
import static org.haproxydoctor.diagnose.Verdicts.assertSilent;
import static org.haproxydoctor.diagnose.Verdicts.diagnosis;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.Severity;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.HaproxyProcess;
import org.junit.jupiter.api.Test;

/// The process that answers has pid 4711.
class OldProcessServingTest {
  private static final Instant RELOAD = Instant.parse("2026-03-01T10:00:00Z");

  private static HaproxyProcess process(
      long pid, long parent, int secondsAfterReload, String... arguments) {
    return HaproxyProcess.started(pid, List.of(arguments), Optional.empty())
        .from(parent, Optional.of(RELOAD.plusSeconds(secondsAfterReload)));
  }

  private static Incident after(int uptime, HaproxyProcess... processes) {
    return Incident.of(server("app/w1")).info("Uptime_sec", uptime).processes(processes);
  }

  private static HaproxyProcess master(String... more) {
    return process(100, 1, -5000, withFiles(more));
  }

  private static String[] withFiles(String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of("haproxy"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("-W", "-f", "/etc/haproxy/haproxy.cfg"));
    return arguments.toArray(String[]::new);
  }

  @Test
  void an_old_worker_long_after_the_reload_is_a_warning() {
    Incident incident =
        after(
            600,
            master("-sf", "4000"),
            process(4000, 100, -3000, withFiles()),
            process(4711, 100, 0, withFiles("-sf", "4000")));

    assertThat(first(incident).cause().id()).isEqualTo("old-process-serving");
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(incident).summary()).contains("pid 4000").doesNotContain("4711");
  }

  @Test
  void a_moment_after_the_reload_it_is_no_alarm() {
    Incident incident =
        after(
            5,
            master("-sf", "4000"),
            process(4000, 100, -3000, withFiles()),
            process(4711, 100, 0, withFiles("-sf", "4000")));

    assertThat(first(incident).severity()).isEqualTo(Severity.INFO);
    assertThat(diagnosis(incident).status()).isEqualTo(Status.OK);
  }

  @Test
  void workers_of_several_reloads_pile_up() {
    Incident incident =
        after(
            5,
            process(4000, 1, -3000, withFiles()),
            process(4500, 1, -1000, withFiles("-sf", "4000")),
            process(4711, 1, 0, withFiles("-sf", "4000", "4500")));

    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
    assertThat(first(incident).summary()).contains("pid 4000, 4500");
  }

  @Test
  void one_that_nobody_told_to_stop_shares_the_port() {
    Incident incident =
        after(5, process(4000, 1, -3000, withFiles()), process(4711, 1, 0, withFiles()));

    assertThat(first(incident).summary()).contains("runs twice").contains("pid 4000 was not ended");
    assertThat(first(incident).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void two_starts_a_moment_apart_are_two_and_processes_of_one_start_are_one() {
    HaproxyProcess first = process(4710, 1, 0, withFiles());
    HaproxyProcess second =
        process(4711, 1, 0, withFiles()).from(1, Optional.of(RELOAD.plusMillis(30)));
    Incident incident = after(0, first, second).info("Nbproc", 1);

    assertThat(first(incident).summary()).contains("pid 4710 was not ended");
    assertRuledOut(new OldProcessServing(), after(0, first, second).info("Nbproc", 2));
  }

  @Test
  void the_one_that_answers_may_be_the_old_one() {
    Incident incident =
        after(
                9000,
                process(4711, 1, -9000, withFiles()),
                process(4800, 1, 0, withFiles("-sf", "4711")))
            .info("Stopping", "1");

    assertThat(first(incident).summary()).contains("the process that answers was told to stop");
  }

  @Test
  void ruled_out_for_a_master_its_workers_and_processes_of_one_start() {
    assertRuledOut(
        new OldProcessServing(), after(600, master(), process(4711, 100, 0, withFiles())));
    assertRuledOut(
        new OldProcessServing(),
        after(600, process(4710, 1, 0, withFiles()), process(4711, 1, 0, withFiles())));
  }

  @Test
  void ruled_out_for_another_haproxy_with_other_files() {
    assertRuledOut(
        new OldProcessServing(),
        after(
            600,
            process(4000, 1, -3000, "haproxy", "-f", "/etc/haproxy/other.cfg"),
            process(4711, 1, 0, withFiles())));
  }

  @Test
  void another_haproxy_on_the_same_port_takes_visitors_away() {
    HaproxyProcess own =
        process(4711, 1, 0, withFiles()).listening(Set.of("0100007F:1F90", "00000000:01BB"));
    HaproxyProcess other = process(4000, 1, -3000, "haproxy", "-f", "/srv/test/haproxy.cfg");

    assertThat(first(after(600, other.listening(Set.of("0100007F:1F90")), own)).summary())
        .contains("pid 4000, listens on port 8080 too");
    assertRuledOut(
        new OldProcessServing(), after(600, other.listening(Set.of("0200007F:1F90")), own));
  }

  @Test
  void silent_when_the_host_tells_nothing() {
    assertSilent(new OldProcessServing(), Incident.of(server("app/w1")));
  }
}
