package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.diagnose.Verdicts.first;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.diagnose.Finding;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.Upkeep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentValuesTest {
  private static Map<String, String> values(Incident incident, Map<String, String> facts) {
    Finding finding = first(incident);
    return new IncidentValues(incident.seen(), Optional.of("/run/admin.sock")).with(facts, finding);
  }

  /// Up, while its next check will fail.
  private static ServerScene wavering(String name) {
    return server(name).check(CheckStatus.L7STS, 500, "Oops").fails(answered(500));
  }

  @ParameterizedTest
  @CsvSource({
    "/run/haproxy/admin.sock, /run/haproxy/admin.sock",
    "unix:/run/haproxy/admin.sock, /run/haproxy/admin.sock",
    "127.0.0.1:9999, tcp:127.0.0.1:9999",
    "[::1]:9999, tcp:[::1]:9999",
    "http://127.0.0.1:8404/stats,",
    "https://lb1/stats,"
  })
  void the_socket_is_named_as_socat_wants_it(String address, String socat) {
    assertThat(IncidentValues.forSocat(address)).isEqualTo(Optional.ofNullable(socat));
  }

  @ParameterizedTest
  @CsvSource({
    "option httpchk GET /old HTTP/1.1, option httpchk GET /new HTTP/1.1",
    "http-check send meth GET uri /old, http-check send meth GET uri /new",
    "option httpchk GET /older,",
    "server w1 10.0.0.1:80 check,"
  })
  void the_line_of_a_wrong_path_is_shown_corrected(String line, String fixed) {
    Map<String, String> facts =
        Map.of("config.text", line, "check.path", "/old", "answer.path", "/new");
    assertThat(values(Incident.of(wavering("app/w1")), facts).get("config.fixed")).isEqualTo(fixed);
  }

  @Test
  void a_server_can_be_spared_while_another_one_is_well() {
    Map<String, String> facts = Map.of("target", "app/w1");
    assertThat(values(Incident.of(wavering("app/w1"), server("app/w2")), facts))
        .containsEntry("spare", "app/w1")
        .doesNotContainKey("last");
    assertThat(values(Incident.of(wavering("app/w1"), wavering("app/w2")), facts))
        .containsEntry("last", "app/w1")
        .doesNotContainKey("spare");
    assertThat(values(Incident.of(wavering("app/w1"), server("api/a1")), facts))
        .containsEntry("last", "app/w1");
  }

  @Test
  void all_files_that_haproxy_was_started_with_are_checked() {
    Upkeep upkeep =
        new Upkeep(
            Observed.unseen("not asked"),
            Observed.seen(new FileCheck("haproxy", List.of("/a.cfg", "/b.cfg"), true, List.of())),
            List.of(),
            List.of());
    Incident incident = Incident.of(wavering("app/w1")).upkeep(upkeep);

    assertThat(values(incident, Map.of("config.file", "/b.cfg")))
        .containsEntry("config.files", "/a.cfg\n/b.cfg");
    assertThat(values(incident, Map.of())).doesNotContainKey("config.files");
  }

  @ParameterizedTest
  @CsvSource({"2.2.9, false", "2.5.14, false", "2.6.12, true", "3.2.26, true"})
  void servers_are_added_where_haproxy_can(String version, boolean can) {
    Incident incident = Incident.of(wavering("app/w1")).info("Version", version);

    assertThat(values(incident, Map.of("backend", "app")).containsKey("new.server")).isEqualTo(can);
  }
}
