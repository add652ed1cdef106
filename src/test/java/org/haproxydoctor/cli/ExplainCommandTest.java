package org.haproxydoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.haproxydoctor.Main;
import org.haproxydoctor.diagnose.rules.Catalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `explain` as its users see it.
class ExplainCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void no_terminal() {
    System.clearProperty("haproxydoctor.terminals");
  }

  private int run(String... args) {
    return Main.run(args, Map.of(), java.io.InputStream.nullInputStream(), out, err);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  static Iterable<String> ids() {
    return Catalog.ids();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void every_cause_reads_well_in_80_columns(String id) {
    assertThat(run("explain", id)).isZero();

    assertThat(out().lines().toList())
        .startsWith(id)
        .contains("What gives it away", "Look-alikes", "Way out")
        .noneMatch(l -> l.length() > 80)
        .noneMatch(l -> l.startsWith("#"));
    assertThat(err.size()).isZero();
  }

  @Test
  void one_cause_as_json() throws Exception {
    assertThat(run("explain", "connection-refused", "--output", "json")).isZero();

    JsonNode document = new ObjectMapper().readTree(out());
    assertThat(document.get("schema").asInt()).isEqualTo(1);
    assertThat(document.get("cause").asText()).isEqualTo("connection-refused");
    assertThat(document.get("mechanism").asText()).contains("Nothing listens");
    assertThat(document.get("signs")).isNotEmpty();
    assertThat(document.get("waysOut")).isNotEmpty();
    JsonNode first = document.get("lookAlikes").get(0);
    assertThat(first.get("cause").asText()).isEqualTo("check-target-differs");
    assertThat(first.get("difference").asText()).doesNotContain("check-target-differs");
  }

  @Test
  void without_an_id_every_cause_has_one_line() {
    assertThat(run("explain")).isZero();

    assertThat(out().lines())
        .hasSize(Catalog.ids().size())
        .isSorted()
        .allMatch(l -> l.matches("[a-z0-9-]+  +\\S.*[.:]"));
  }

  @Test
  void the_list_fits_a_terminal() {
    System.setProperty("haproxydoctor.terminals", "out");
    assertThat(run("explain")).isZero();

    assertThat(out().lines()).allMatch(l -> l.length() < 80);
  }

  @Test
  void the_list_as_json() throws Exception {
    assertThat(run("explain", "--output=json")).isZero();

    JsonNode causes = new ObjectMapper().readTree(out()).get("causes");
    assertThat(causes).hasSize(Catalog.ids().size());
    assertThat(causes).allMatch(c -> !c.get("summary").asText().isBlank());
  }

  @Test
  void an_unknown_id_is_a_usage_error_and_the_near_ones_are_named() {
    assertThat(run("explain", "conection-refused")).isEqualTo(64);

    assertThat(out()).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("there is no cause 'conection-refused'")
        .contains("Did you mean connection-refused or ");
  }

  @Test
  void an_unknown_id_is_written_without_its_control_characters() {
    assertThat(run("explain", "x\u001b[2Jy\u0007", "--output", "json")).isEqualTo(64);

    String all = out() + err.toString(StandardCharsets.UTF_8);
    assertThat(all.replace("\n", "")).doesNotContainPattern("\\p{Cc}");
  }
}
