package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaproxyProcessTest {

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
    List<Path> files = started(commandLine, Optional.of(Path.of("/srv"))).files();
    assertThat(String.join(" ", files.stream().map(Path::toString).toList())).isEqualTo(expected);
  }

  @Test
  void without_a_working_directory_relative_names_stay() {
    assertThat(started("haproxy -f ./a.cfg -f /b.cfg", Optional.empty()).files())
        .containsExactly(Path.of("a.cfg"), Path.of("/b.cfg"));
  }

  @Test
  void an_unreadable_command_line_names_no_files() {
    assertThat(HaproxyProcess.started(1, List.of(), Optional.of(Path.of("/srv"))).files())
        .isEmpty();
  }

  private static HaproxyProcess started(String commandLine, Optional<Path> workingDirectory) {
    return HaproxyProcess.started(1, List.of(commandLine.split(" ", -1)), workingDirectory);
  }
}
