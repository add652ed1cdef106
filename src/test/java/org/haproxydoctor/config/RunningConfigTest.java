package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.HostFacts.HaproxyProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningConfigTest {

  @ParameterizedTest
  @CsvSource({
    "haproxy -Ws -f /etc/haproxy/haproxy.cfg -p /run/haproxy.pid -S /run/master.sock,"
        + " /etc/haproxy/haproxy.cfg",
    "haproxy -f a.cfg -f conf.d, /srv/a.cfg /srv/conf.d",
    "haproxy -db -f ./a.cfg -- b.cfg -f, /srv/a.cfg /srv/b.cfg /srv/-f",
    "haproxy -f a.cfg -sf 12 13 14, /srv/a.cfg",
    "haproxy -x /run/-f -L -f -f a.cfg, /srv/a.cfg",
    "haproxy -f a.cfg -C /opt/lb, /opt/lb/a.cfg",
    "haproxy -C lb -f a.cfg, /srv/lb/a.cfg",
    "haproxy -D, ''",
    "haproxy -f, ''",
  })
  void files_of_a_command_line(String commandLine, String expected) {
    List<Path> files =
        RunningConfig.files(
            Arrays.asList(commandLine.split(" ", -1)), Optional.of(Path.of("/srv")));
    assertThat(String.join(" ", files.stream().map(Path::toString).toList())).isEqualTo(expected);
  }

  @Test
  void master_and_worker_are_one_configuration() {
    List<String> arguments = List.of("haproxy", "-Ws", "-f", "/etc/haproxy/haproxy.cfg");
    List<RunningConfig> configs =
        RunningConfig.of(
            List.of(
                new HaproxyProcess(999_999_902, arguments),
                new HaproxyProcess(999_999_901, arguments),
                new HaproxyProcess(999_999_903, List.of("haproxy", "-f", "/opt/other.cfg"))),
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
  void a_process_gives_its_working_directory_and_environment() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.directory(Path.of("/usr").toFile());
    builder.environment().put("HAPROXY_DOCTOR_TEST", "a=b");
    Process process = builder.start();
    try {
      RunningConfig config =
          RunningConfig.of(
                  List.of(
                      new HaproxyProcess(process.pid(), List.of("haproxy", "-f", "share/x.cfg"))),
                  Map.of())
              .getFirst();
      assertThat(config.files()).containsExactly(Path.of("/usr/share/x.cfg"));
      assertThat(config.environment()).containsEntry("HAPROXY_DOCTOR_TEST", "a=b");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
