package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.HaproxyProcess;
import org.junit.jupiter.api.Test;

class RunningConfigTest {

  @Test
  void master_and_worker_are_one_configuration() {
    List<Path> usual = List.of(Path.of("/etc/haproxy/haproxy.cfg"));
    List<RunningConfig> configs =
        RunningConfig.of(
            List.of(
                new HaproxyProcess(999_999_902, usual),
                new HaproxyProcess(999_999_901, usual),
                new HaproxyProcess(999_999_903, List.of(Path.of("/opt/other.cfg")))),
            Map.of());
    assertThat(configs)
        .extracting(RunningConfig::files)
        .containsExactly(
            List.of(Path.of("/etc/haproxy/haproxy.cfg")), List.of(Path.of("/opt/other.cfg")));
    assertThat(configs.getFirst().pids()).containsExactly(999_999_901L, 999_999_902L);
  }

  @Test
  void without_a_process_the_usual_file_is_meant() {
    assertThat(RunningConfig.of(List.of(), Map.of()))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.files()).containsExactly(RunningConfig.USUAL);
          assertThat(c.pids()).isEmpty();
        });
    assertThat(
            RunningConfig.of(List.of(new HaproxyProcess(1, List.of())), Map.of())
                .getFirst()
                .files())
        .containsExactly(RunningConfig.USUAL);
  }

  @Test
  void a_process_gives_its_environment() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("HAPROXY_DOCTOR_TEST", "a=b");
    Process process = builder.start();
    try {
      RunningConfig config =
          RunningConfig.of(
                  List.of(new HaproxyProcess(process.pid(), List.of(Path.of("/usr/share/x.cfg")))),
                  Map.of())
              .getFirst();
      assertThat(config.environment()).containsEntry("HAPROXY_DOCTOR_TEST", "a=b");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void the_command_line_names_the_local_peer() {
    HaproxyProcess process =
        HaproxyProcess.started(
            999_999_904, List.of("haproxy", "-L", "lb2", "-f", "/a.cfg"), Optional.empty());
    assertThat(RunningConfig.of(List.of(process), Map.of()).getFirst().environment())
        .containsEntry("HAPROXY_LOCALPEER", "lb2");
  }
}
