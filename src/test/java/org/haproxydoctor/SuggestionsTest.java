package org.haproxydoctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.haproxydoctor.diagnose.ServerScene.server;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.shell.Suggestion;
import org.haproxydoctor.shell.Suggestions;
import org.haproxydoctor.shell.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the real command line may go on.
class SuggestionsTest {
  private static final PrintWriter NOWHERE = new PrintWriter(PrintWriter.nullWriter());

  private static final Frontend SITE =
      new Frontend("site", "OPEN", "http", OptionalLong.empty(), OptionalLong.empty());

  private static final Incident SERVERS =
      Incident.of(
          server("shop/web1"),
          server("shop/web2"),
          server("api/web1").is(ServerStatus.Word.DOWN, "DOWN\u001b[31m"),
          server("api/od\u001bd"));

  private static final Vocabulary WORDS =
      new Vocabulary() {
        @Override
        public Proxies proxies() {
          return new Proxies(List.of(SITE), SERVERS.seen().backends());
        }

        @Override
        public List<String> runbooks() {
          return List.of("backend-down", "our-own");
        }

        @Override
        public List<String> drills() {
          return List.of("connection-refused");
        }

        @Override
        public List<String> changes() {
          return List.of("20260101-000000-abcd");
        }
      };

  private static List<Suggestion> suggested(String... words) {
    return new Suggestions(
            new Wiring(Map.of(), InputStream.nullInputStream(), NOWHERE, NOWHERE)
                .commandLine()
                .getCommandSpec(),
            WORDS)
        .of(List.of(words).subList(0, words.length - 1), words[words.length - 1]);
  }

  private static List<String> values(String... words) {
    return suggested(words).stream().map(Suggestion::value).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "diag, diagnose",
    "drill r, run",
    "drill run conn, connection-refused",
    "stat --state do, down",
    "stat --state=do, --state=down",
    "stat --state = do, down",
    "probe --out, --output",
    "explain health-h, health-host-required",
    "diagnose --output j, json",
    "runbook show our, our-own",
    "diagnose --runbook back, backend-down",
    "diagnose sh, shop",
    "diagnose shop/web1, shop/web1",
    "maint drain ap, api/",
    "maint rolling --yes-to shop/web2, shop/web2",
    "maint undo 2026, 20260101-000000-abcd",
    "--socket /run/x maint dr, drain",
    "stat si, site",
    "completion z, zsh",
  })
  void goes_on_with_one_word(String typed, String only) {
    assertThat(values(typed.split(" ", -1))).containsExactly(only);
  }

  @Test
  void a_change_is_of_servers_and_their_backends_are_no_end() {
    assertThat(suggested("maint", "drain", ""))
        .extracting(Suggestion::value, Suggestion::ends)
        .containsExactly(tuple("shop/", false), tuple("api/", false));
    assertThat(values("maint", "drain", "shop/")).containsExactly("shop/web1", "shop/web2");
    assertThat(values("maint", "drain", "--all-backends", "")).containsExactly("web1", "web2");
  }

  @Test
  void names_that_no_terminal_should_see_are_left_out_and_states_are_cleaned() {
    assertThat(values("maint", "drain", "api/")).containsExactly("api/web1");
    assertThat(suggested("maint", "drain", "api/"))
        .extracting(Suggestion::says)
        .containsExactly("DOWN?[31m");
  }

  @Test
  void what_only_the_shells_use_is_hidden_and_files_are_left_to_them() {
    assertThat(values("")).contains("diagnose", "shell", "completion").doesNotContain("__complete");
    assertThat(suggested("stat", "--config", "/etc/")).containsExactly(Suggestion.FILES);
    assertThat(values("explain", "health-path-not-found", "--no")).isEmpty();
  }
}
