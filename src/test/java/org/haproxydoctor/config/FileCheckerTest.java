package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.model.HaproxyVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With small shell scripts in the place of haproxy.
class FileCheckerTest {
  @TempDir private Path folder;

  private FileCheck check(String script, Map<String, String> environment) throws Exception {
    return FileChecker.check(
        new FileChecker.Run(
            program(script),
            List.of(Path.of("/etc/a.cfg"), Path.of("/etc/b d.cfg")),
            List.of("-L", "peer1"),
            environment,
            Optional.of(folder)),
        Deadline.in(Duration.ofSeconds(30)));
  }

  private Path program(String script) throws Exception {
    Path program = Files.writeString(folder.resolve("haproxy"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void every_file_and_the_process_s_own_variables_are_given() throws Exception {
    FileCheck check =
        check(
            """
            [ "$*" = "-c -L peer1 -f /etc/a.cfg -f /etc/b d.cfg" ] || exit 9
            [ "$PORT" = 81 ] && [ -z "$HAPROXY_MWORKER_REEXEC$NOTIFY_SOCKET$HOME" ]
            """,
            Map.of("PORT", "81", "HAPROXY_MWORKER_REEXEC", "1", "NOTIFY_SOCKET", "/x"));

    assertThat(check.accepted()).isTrue();
    assertThat(check.complaints()).isEmpty();
  }

  @Test
  void complaints_come_with_their_place_in_every_version_s_form() {
    assertThat(
            FileChecker.complaints(
                """
                [NOTICE]   (31439) : haproxy version is 2.6.12-1+deb12u4
                [WARNING]  (31439) : config : parsing [h.cfg:3] : something mild
                [ALERT]    (31439) : config : parsing [/etc/h.cfg:4] : unknown keyword 'mod'
                [ALERT]    (31439) : config : Proxy 'x': no SSL certificate specified
                [ALERT]    (31439) : config : Error(s) found in configuration file : h.cfg
                [ALERT]    (31439) : config : Fatal errors found in configuration.
                [ALERT] 329/015956 (31442) : parsing [h.cfg:5] : unknown keyword 'old'
                """))
        .containsExactly(
            new ConfigLine("/etc/h.cfg", 4, "unknown keyword 'mod'"),
            new ConfigLine("", 0, "Proxy 'x': no SSL certificate specified"),
            new ConfigLine("h.cfg", 5, "unknown keyword 'old'"));
  }

  @Test
  void a_refusal_is_a_verdict() throws Exception {
    FileCheck check =
        check("echo \"[ALERT] (1) : config : parsing [a.cfg:7] : bad\"; exit 1", Map.of());

    assertThat(check.accepted()).isFalse();
    assertThat(check.complaints()).containsExactly(new ConfigLine("a.cfg", 7, "bad"));
  }

  @Test
  void a_program_that_dies_or_says_nothing_gives_no_verdict() {
    assertThatThrownBy(() -> check("kill -SEGV $$", Map.of()))
        .isInstanceOf(ConfigUnreadableException.class)
        .hasMessageContaining("died with signal 11");
    assertThatThrownBy(() -> check("exit 1", Map.of()))
        .isInstanceOf(ConfigUnreadableException.class)
        .hasMessageContaining("told no reason");
  }

  @Test
  void an_endless_program_is_ended() throws Exception {
    Path endless = program("while :; do echo nonsense; done");

    assertThatThrownBy(() ->
            FileChecker.check(
                new FileChecker.Run(endless, List.of(), List.of(), Map.of(), Optional.empty()),
                Deadline.in(Duration.ofMillis(300))))
        .isInstanceOf(ConfigUnreadableException.class)
        .hasMessageContaining("did not end in time");
  }

  @Test
  void tells_a_version() throws Exception {
    Path program = program("echo 'HA-Proxy version 2.2.9-2+deb11u6 2023/02/14 - https://x/'");

    assertThat(FileChecker.version(program, Deadline.in(Duration.ofSeconds(30))))
        .isEqualTo(HaproxyVersion.parse("2.2.9").orElseThrow());
  }
}
