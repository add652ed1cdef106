package org.haproxydoctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.AutoComplete;

/// The completions of the shells are those of the commands as they are; `-Dgolden=write` rewrites
/// them.
class CompletionTest {
  private static final Path SCRIPT = Path.of("completions/haproxy-doctor.bash");

  /// What bash does when the tabulator key is pressed behind the last of the words.
  private static final String ASK =
      """
      . "$1"
      shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$* COMP_POINT=${#COMP_LINE}
      function=$(complete -p haproxy-doctor | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function" "$1" "${@: -1}" "${@: -2:1}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static final PrintWriter NOWHERE = new PrintWriter(PrintWriter.nullWriter());

  @Test
  void the_script_is_current() throws Exception {
    String generated =
        AutoComplete.bash(
            "haproxy-doctor",
            new Wiring(Map.of(), InputStream.nullInputStream(), NOWHERE, NOWHERE).commandLine());
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(SCRIPT.getParent());
      Files.writeString(SCRIPT, generated);
    }
    assertThat(Files.readString(SCRIPT)).isEqualTo(generated);
  }

  @ParameterizedTest
  @CsvSource({
    "diag, diagnose",
    "drill r, run",
    "stat --state do, down",
    "probe --out, --output",
    "explain health-h, health-host-required",
    "diagnose --output j, json",
    "diagnose --config /etc/pass, /etc/passwd"
  })
  void bash_completes(String typed, String completed) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", ASK, "bash"));
    command.add(SCRIPT.toString());
    command.add("haproxy-doctor");
    command.addAll(List.of(typed.split(" ")));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said.lines().map(String::strip)).contains(completed);
    assertThat(bash.waitFor()).isZero();
  }
}
