package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The README shows what the demo really prints.
class ReadmeIT {
  private static final String INTRODUCED = "This is what `src/dev/demo` shows:\n\n```\n";

  @Test
  void the_readme_shows_the_demos_output() throws Exception {
    Packaged.Result result = Packaged.withHaproxy().run("drill", "run", "health-path-not-found");

    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme).contains(INTRODUCED);
    String rest = readme.substring(readme.indexOf(INTRODUCED) + INTRODUCED.length());
    String shown = lasting(rest.substring(0, rest.indexOf("```")));
    assertThat(shown).contains("Evidence:");
    String diagnosis = lasting(result.out());
    assertThat(shown).contains(diagnosis);
    // The story before the diagnosis and the result after it are for people only.
    assertThat(lasting(shown.replace(diagnosis, ""))).isEqualTo(lasting(result.err()));
  }

  /// What does not differ from run to run or from one HAProxy to another. While a check runs,
  /// HAProxy does not tell the last one's outcome, and the log stands in for it in the evidence.
  private static String lasting(String output) {
    return output
        .replaceAll("/tmp/drill-\\w+", "/tmp/drill")
        .replaceAll("HAProxy \\d[\\w.+~-]*", "HAProxy N")
        .replaceAll("(pid |127\\.0\\.0\\.1:)\\d+", "$1N")
        .replaceAll("\\d+ (ms|s)\\b", "N s")
        .replaceAll("\\d+ (events?|requests?)\\b", "N $1")
        .replaceAll("(?s)(?<=Evidence:).*?(?=Way out:)", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
