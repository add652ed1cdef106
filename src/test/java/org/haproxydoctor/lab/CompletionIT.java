package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shells complete what the packaged program says, with the names of the HAProxy that runs.
class CompletionIT {
  /// What bash does when the tabulator key is pressed behind the last of the words.
  private static final String BASH =
      """
      source <(haproxy-doctor completion bash)
      COMP_WORDS=(haproxy-doctor "$@") COMP_CWORD=$# COMP_LINE="haproxy-doctor $*"
      function=$(complete -p haproxy-doctor | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  /// zsh has no way to ask for completions from outside: what it lists is caught instead.
  private static final String ZSH =
      """
      compdef() { :; }
      _describe() { print -l -- "${(P)2[@]}"; }
      _files() { print -l -- $words[CURRENT]*; }
      source <(haproxy-doctor completion zsh)
      words=(haproxy-doctor "$@") CURRENT=$(($# + 1))
      _haproxy_doctor
      """;

  private static final String FISH =
      """
      haproxy-doctor completion fish | source
      complete -C (string join -- ' ' haproxy-doctor $argv)
      """;

  private MaintScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = MaintScene.open("server shop-one 127.0.0.1:9 disabled\nserver shop-two 127.0.0.1:9\n");
  }

  @AfterEach
  void end() throws Exception {
    scene.end();
  }

  private List<String> completed(String shell, String... words) throws Exception {
    Packaged program = scene.program();
    List<String> command =
        new ArrayList<>(
            switch (shell) {
              case "bash" -> List.of("bash", "--norc", "-c", BASH, "bash");
              case "zsh" -> List.of("zsh", "-f", "-c", ZSH, "zsh");
              default -> List.of("fish", "--no-config", "-c", FISH);
            });
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(program.environment());
    Path programs = program.launcher().toAbsolutePath().getParent();
    builder.environment().merge("PATH", programs + ":", (before, first) -> first + before);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // zsh says 1 when there is nothing to complete.
    assertThat(process.waitFor()).as(said).isLessThan(2);
    return said.lines().map(l -> l.split("[\t:]", 2)[0].strip()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void words_options_live_names_and_files(String shell) throws Exception {
    assertThat(completed(shell, "diag")).contains("diagnose");
    assertThat(completed(shell, "maint", "drain", "--yes")).contains("--yes-to");
    assertThat(completed(shell, "maint", "drain", "a")).contains("app/");
    assertThat(completed(shell, "maint", "drain", "app/")).contains("app/shop-one", "app/shop-two");
    assertThat(completed(shell, "stat", "--config", scene.file("haproxy.c").toString()))
        .contains(scene.file("haproxy.cfg").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void silent_when_haproxy_is_not_there(String shell) throws Exception {
    scene.haproxy().close();
    assertThat(completed(shell, "maint", "drain", "app/")).allMatch(String::isBlank);
    assertThat(completed(shell, "expl")).contains("explain");
  }
}
