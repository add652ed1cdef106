package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.haproxydoctor.ExitCode;
import org.haproxydoctor.model.drill.Expectation;
import org.haproxydoctor.model.drill.Witness;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every drill with a real HAProxy and the packaged program: the true cause must come first, and
/// where nothing is wrong nothing must be said.
///
/// What the drill itself concluded is not trusted: its document is compared with the scenario
/// again.
@Execution(ExecutionMode.CONCURRENT)
class FaultLabIT {
  private static final Packaged PROGRAM = Packaged.withHaproxy();
  private static final DrillCatalog CATALOG = new DrillCatalog(Path.of("src/drills"));

  static Stream<String> faults() {
    return CATALOG.all().stream().filter(d -> !d.healthy()).map(Drill::name);
  }

  static Stream<String> traps() {
    return CATALOG.all().stream().filter(Drill::healthy).map(Drill::name);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void the_true_cause_comes_first(String name) throws Exception {
    Expectation expected = CATALOG.named(name).expected();
    Packaged.Result result = PROGRAM.run("drill", "run", name, "--output", "json");
    JsonNode drill = document(result);
    JsonNode diagnosis = drill.get("diagnosis");

    assertThat(diagnosis.isNull()).as(result.toString()).isFalse();
    assertThat(causes(diagnosis)).as(diagnosis.toPrettyString()).isNotEmpty();
    assertThat(causes(diagnosis).getFirst())
        .as(diagnosis.toPrettyString())
        .isEqualTo(expected.cause().orElseThrow());
    JsonNode first = diagnosis.get("findings").get(0);
    assertThat(texts(first.get("subjects")))
        .containsExactlyInAnyOrderElementsOf(expected.subjects());
    assertThat(witnesses(first)).as(first.toPrettyString()).containsAll(expected.witnesses());
    assertThat(causes(diagnosis))
        .containsAll(expected.also())
        .doesNotContainAnyElementsOf(expected.never());
    assertThat(diagnosis.get("status").asText()).isEqualTo(expected.status());
    assertThat(drill.get("exitStatus").asInt())
        .isEqualTo(ExitCode.valueOf(expected.status()).value());
    assertThat(drill.get("why").asText()).isEmpty();
    assertThat(result.status()).isZero();
    assertNothingIsLeft(drill);
  }

  @ParameterizedTest
  @MethodSource("traps")
  void nothing_is_said_where_nothing_is_wrong(String name) throws Exception {
    Packaged.Result result = PROGRAM.run("drill", "run", name, "--output", "json");
    JsonNode drill = document(result);
    JsonNode diagnosis = drill.get("diagnosis");

    assertThat(diagnosis.isNull()).as(result.toString()).isFalse();
    assertThat(diagnosis.get("status").asText()).as(diagnosis.toPrettyString()).isEqualTo("OK");
    assertThat(diagnosis.get("findings"))
        .allSatisfy(f -> assertThat(f.get("severity").asText()).isEqualTo("info"));
    assertThat(drill.get("exitStatus").asInt()).isZero();
    assertThat(drill.get("quietBytes").asInt()).isZero();
    assertThat(result.status()).as(drill.get("why").asText()).isZero();
    assertNothingIsLeft(drill);
  }

  private static JsonNode document(Packaged.Result result) {
    try {
      JsonNode drill = new ObjectMapper().readTree(result.out());
      if ("skipped".equals(drill.path("result").asText())) {
        Assumptions.abort(drill.get("why").asText());
      }
      return drill;
    } catch (java.io.IOException e) {
      throw new AssertionError("not one JSON document: " + result, e);
    }
  }

  private static List<String> causes(JsonNode diagnosis) {
    List<String> causes = new ArrayList<>();
    diagnosis.get("findings").forEach(f -> causes.add(f.get("cause").asText()));
    return causes;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }

  private static Set<Witness> witnesses(JsonNode finding) {
    Set<Witness> witnesses = new TreeSet<>();
    finding
        .get("evidence")
        .forEach(e -> Witness.behind(e.get("source").asText()).ifPresent(witnesses::add));
    return witnesses;
  }

  private static void assertNothingIsLeft(JsonNode drill) {
    Optional<ProcessHandle> haproxy = ProcessHandle.of(drill.get("pid").asLong());
    assertThat(haproxy.filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(Path.of(drill.get("folder").asText())).doesNotExist();
  }
}
