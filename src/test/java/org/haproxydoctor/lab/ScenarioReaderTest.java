package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.drill.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
  private static final String WHOLE =
      """
      title: A title
      story: >
        Two
        lines.
      target: [app, db/d1]
      servers:
        w1: &web
          tls: true
          proxy: true
          delay: 300ms
          routes:
            - {method: GET, path: /a, host: x.test, status: 401, headers: {Allow: GET}, body: no}
        w2: *web
        w3: {mode: banner, banner: SSH-2.0-x}
      dns: {m1.test: NXDOMAIN}
      stage:
        - runtime: set server app/w1 state maint
        - requests: 3
        - kill-haproxy
        - forbid-socket
        - reload
        - start-again
        - stay: 2
        - {edit: old, to: new}
      haproxy: 2.6.0-22, 3.3+
      settle:
        app/w1: [L4CON, SOCKERR]
      namespace: true
      expect:
        status: WARNING
        cause: connection-refused
        subjects: app/w1
        also: [weight-zero]
        never: [connection-timeout]
        evidence: [haproxy, configuration]
      """;

  @TempDir Path folder;

  @Test
  void a_whole_scenario_is_understood() throws IOException {
    Drill drill = read(WHOLE);

    assertThat(drill.story()).isEqualTo("Two lines.");
    assertThat(drill.target()).containsExactly("app", "db/d1");
    assertThat(drill.site().namespace()).isTrue();
    assertThat(drill.stage())
        .containsExactly(
            new StageAction.RuntimeLine("set server app/w1 state maint"),
            new StageAction.Requests(3, "/"),
            new StageAction.KillHaproxy(),
            new StageAction.ForbidSocket(),
            new StageAction.StartAgain(true),
            new StageAction.StartAgain(false),
            new StageAction.Stay(2),
            new StageAction.Edit("old", "new"));
    assertThat(drill.cannotBeShownBy(new HaproxyBinary(Path.of("haproxy"), "2.6.12"))).isEmpty();
    assertThat(drill.cannotBeShownBy(new HaproxyBinary(Path.of("haproxy"), "3.2.1")))
        .contains("HAProxy 3.2.1 does not have what it shows");
    assertThat(drill.settled().get("app/w1")).containsExactly("L4CON", "SOCKERR");
    assertThat(drill.names()).containsEntry("m1.test", "NXDOMAIN");
    Behaviour web = drill.servers().get("w2");
    assertThat(web.tls() && web.proxyHeader()).isTrue();
    assertThat(web.delay()).isEqualTo(Duration.ofMillis(300));
    assertThat(web.routes().getFirst().host()).contains("x.test");
    assertThat(web.routes().getFirst().headers()).containsEntry("Allow", "GET");
    assertThat(drill.servers().get("w3")).isEqualTo(Behaviour.banner("SSH-2.0-x"));
    assertThat(drill.expected().witnesses())
        .containsExactly(Witness.HAPROXY, Witness.CONFIGURATION);
    assertThat(drill.healthy()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          title: A title       | titel: A title     | 'title' is missing
          namespace: true      | name-space: true   | unknown name-space; known are at, dns, exp
          haproxy: 2.6.0-22    | haproxy: some      | 'some' names no releases
          mode: banner,        | mode: shout,       | mode 'shout' is none of [http, refuse
          delay: 300ms         | delay: soon        | delay 'soon' is no duration such as 300ms
          status: 401          | status: 99         | status '99' is no HTTP status
          status: WARNING      | status: BAD        | status 'BAD' is none of [OK, WARNING
          - kill-haproxy       | - kill             | unknown action 'kill'
          - requests: 3        | - requests: many   | requests must be a number from 1 to 1000
          [haproxy, config     | [witness, config   | evidence 'witness' is no witness
          namespace: true      | namespace: yes     | must be true or false
          - kill-haproxy       | - wait: 3          | 'requests' is missing
          stage:               | stage: [            | is no YAML
          mode: banner, banner: SSH-2.0-x | mode: hang, routes: [{status: 200}] | answered only by
          """)
  void a_wrong_word_is_named_with_its_place(String right, String wrong, String complaint) {
    assertThat(WHOLE).contains(right);
    assertThatThrownBy(() -> read(WHOLE.replace(right, wrong)))
        .isInstanceOf(CannotLookException.class)
        .hasMessageContaining("scenario.yaml")
        .hasMessageContaining(complaint);
  }

  @Test
  void a_scenario_without_content_is_an_error_of_its_first_key() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("'title' is missing");
  }

  private Drill read(String yaml) throws IOException {
    Files.writeString(folder.resolve("scenario.yaml"), yaml);
    return ScenarioReader.read(folder);
  }

  @Test
  void visitors_and_moody_servers_are_understood() throws IOException {
    Drill drill =
        read(
            """
            title: A title
            story: A story.
            servers:
              w1:
                routes:
                  - {path: /ping, delay: 5ms, turns: 4, most: 16}
                  - {every: 3, act: close}
            stage:
              - {requests: 60, path: /broken}
              - stay: 30
              - {went-down: app/w1, times: 4}
            traffic:
              - {every: 25ms, path: /order, leave: 80ms, first: 40, most: 99}
              - every: 1s
            healthy: true
            """);

    assertThat(drill.servers().get("w1").routes())
        .extracting(Behaviour.Route::manner)
        .containsExactly(
            new Manner(Manner.Act.ANSWER, Duration.ofMillis(5), 1, 4, 16),
            new Manner(Manner.Act.CLOSE, Duration.ZERO, 3, 0, 0));
    assertThat(drill.stage())
        .containsExactly(
            new StageAction.Requests(60, "/broken"),
            new StageAction.Stay(30),
            new StageAction.WentDown("app/w1", 4));
    assertThat(drill.traffic())
        .containsExactly(
            new Flow(Duration.ofMillis(25), "/order", Optional.of(Duration.ofMillis(80)), 40, 99),
            new Flow(Duration.ofSeconds(1), "/", Optional.empty(), 1, 20_000));
  }

  @Test
  void a_route_takes_its_turns() {
    Manner turns = new Manner(Manner.Act.ANSWER, Duration.ZERO, 1, 2, 7);
    assertThat(IntStream.range(0, 10).filter(turns::takes)).containsExactly(0, 1, 4, 5);
    Manner third = new Manner(Manner.Act.ANSWER, Duration.ZERO, 3, 0, 0);
    assertThat(IntStream.range(0, 10).filter(third::takes)).containsExactly(2, 5, 8);
  }
}
