package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files are taken for those of the HAProxy asked about.
class ConfigurationLookTest {
  @TempDir private Path folder;

  @Test
  void of_several_haproxies_the_one_with_the_named_socket_is_meant_even_when_it_is_shut()
      throws Exception {
    Path one = file("one.cfg", "/run/one.sock");
    Path two = file("two.cfg", "/run/two.sock");
    Optional<HostFacts> host =
        host(new HaproxyProcess(1, List.of(one)), new HaproxyProcess(2, List.of(two)));

    assertThat(files(look("unix:/run/two.sock").read(Optional.empty(), host)))
        .containsExactly(two.toString());
    assertThat(files(look("/run/three.sock").read(Optional.empty(), host)))
        .containsExactly(one.toString());
  }

  @Test
  void a_relative_name_without_a_known_directory_is_not_looked_for_in_this_program_s() {
    Optional<HostFacts> host = host(new HaproxyProcess(1, List.of(Path.of("pom.xml"))));

    assertThat(look("/run/h.sock").read(Optional.empty(), host).reason().orElse(""))
        .startsWith("HAProxy was started with the relative name pom.xml");
  }

  @Test
  void tells_files_that_were_written_after_the_start() throws Exception {
    Path file = file("h.cfg", "/run/h.sock");
    Optional<HostFacts> host = host(new HaproxyProcess(1, List.of(file)));
    Optional<ProcessInfo> process =
        Optional.of(
            new ProcessInfo(
                "2.6.12", OptionalLong.of(1), Optional.of(Duration.ofHours(1)), false, Map.of()));

    assertThat(look("/run/h.sock").read(process, host).value().orElseThrow().changed())
        .containsExactly(file.toString());

    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    assertThat(look("/run/h.sock").read(process, host).value().orElseThrow().changed()).isEmpty();
  }

  private static ConfigurationLook look(String socket) {
    return new ConfigurationLook(
        new LookOptions(
            List.of(socket), List.of(), Optional.empty(), Duration.ofSeconds(5), Map.of()));
  }

  private static List<String> files(Observed<Configuration> seen) {
    return seen.value().orElseThrow().files();
  }

  private static Optional<HostFacts> host(HaproxyProcess... processes) {
    return Optional.of(new HostFacts(Set.of(), List.of(processes)));
  }

  private Path file(String name, String socket) throws IOException {
    return Files.writeString(folder.resolve(name), "global\n\tstats socket " + socket + "\n");
  }
}
