package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrillCatalogTest {
  /// Ranges that belong to nobody (RFC 5737, RFC 3849).
  private static final String DOCUMENTED =
      " +server \\S+ (192\\.0\\.2\\.|198\\.51\\.100\\.|203\\.0\\.113\\.|\\[2001:db8:).*";

  private static final DrillCatalog CATALOG = new DrillCatalog(Path.of("src/drills"));

  static List<Drill> drills() {
    return CATALOG.all();
  }

  static Stream<Drill> faults() {
    return drills().stream().filter(d -> !d.healthy());
  }

  @Test
  void traps_come_after_the_faults() {
    assertThat(drills().getFirst().healthy()).isFalse();
    assertThat(drills().getLast().healthy()).isTrue();
  }

  @Test
  void a_wrong_name_is_answered_with_near_ones() {
    assertThatThrownBy(() -> CATALOG.named("conection-refused"))
        .isInstanceOfSatisfying(
            CannotLookException.class, e -> assertThat(e.hint()).contains("connection-refused"));
  }

  @Test
  void a_name_cannot_lead_out_of_the_folder() {
    assertThatThrownBy(() -> CATALOG.named("../drills/weight-zero"))
        .isInstanceOf(CannotLookException.class);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_named_after_a_cause_that_it_shows(Drill drill) {
    List<String> causes =
        Stream.concat(drill.expected().cause().stream(), drill.expected().also().stream()).toList();
    assertThat(causes).anyMatch(drill.name()::startsWith);
    assertThat(drill.expected().never()).isNotEmpty().doesNotContainAnyElementsOf(causes);
    assertThat(drill.expected().subjects()).isNotEmpty();
    assertThat(drill.expected().witnesses()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void neither_title_nor_story_gives_the_cause_away(Drill drill) {
    assertThat(drill.title() + " " + drill.story())
        .doesNotContainIgnoringCase(drill.expected().cause().orElseThrow())
        .doesNotContainIgnoringCase(drill.expected().cause().orElseThrow().replace('-', ' '));
  }

  @ParameterizedTest
  @MethodSource("drills")
  void everything_is_private_to_the_drill(Drill drill) throws IOException {
    List<String> lines = Files.readAllLines(drill.folder().resolve("haproxy.cfg"));
    // Such a drill is only staged where its network can be made.
    boolean isAlone = drill.site().namespace() && !drill.site().network().isEmpty();
    boolean isLockedUp = lines.stream().anyMatch(l -> l.strip().equals("chroot ${dir}"));
    assertThat(lines).anyMatch(l -> l.strip().startsWith("stats socket ${socket} "));
    assertThat(lines)
        .filteredOn(l -> l.strip().matches("(bind|log|nameserver|server) .*"))
        .filteredOn(l -> !l.strip().equals("log global"))
        .allMatch(l ->
            l.contains("${")
                || (isAlone && l.matches(DOCUMENTED))
                || (isLockedUp && l.matches("\\s+server \\S+ unix@/.*")));
    assertThat(String.join("\n", lines)).doesNotContain("/tmp", "/run", "/var", "/etc");
  }

  @ParameterizedTest
  @MethodSource("drills")
  void the_template_uses_what_the_scenario_provides(Drill drill) throws IOException {
    Map<String, String> values = new HashMap<>();
    Stream.of("log", "dns", "frontend", "stats").forEach(name -> put(values, name));
    drill.servers().keySet().forEach(name -> put(values, name));
    Stream.of("socket", "dir", "unreachable").forEach(name -> values.put(name, "x"));
    String template = filesOf(drill) + String.join("\n", commands(drill));

    String filled = ConfigTemplate.fill(drill.name(), template, values);

    assertThat(filled).doesNotContain("${");
    String uses =
        template + Files.readString(drill.folder().resolve("scenario.yaml")).replace("\n", " ");
    assertThat(drill.servers().keySet()).allMatch(name -> uses.contains("${" + name));
  }

  @ParameterizedTest
  @MethodSource("drills")
  void servers_that_are_waited_for_exist(Drill drill) throws IOException {
    String template = Files.readString(drill.folder().resolve("haproxy.cfg"));
    List<String> added = commands(drill).stream().filter(c -> c.startsWith("add server ")).toList();
    assertThat(drill.settled().keySet())
        .filteredOn(name -> added.stream().noneMatch(c -> c.startsWith("add server " + name + " ")))
        .allSatisfy(name -> {
          String[] parts = name.split("/");
          String prefix = parts[1].replaceFirst("[0-9]+$", "");
          assertThat(template)
              .contains("\nbackend " + parts[0] + "\n")
              .containsAnyOf(
                  "\n    server " + parts[1] + " ", "\n    server-template " + prefix + " ");
        });
  }

  /// All that is written for HAProxy before it starts.
  private static String filesOf(Drill drill) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(drill.folder())) {
      for (Path file : files.filter(f -> !f.endsWith("scenario.yaml")).sorted().toList()) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    return all.toString();
  }

  private static List<String> commands(Drill drill) {
    return drill.stage().stream()
        .flatMap(action ->
            action instanceof StageAction.RuntimeLine(String line)
                ? Stream.of(line)
                : Stream.empty())
        .toList();
  }

  private static void put(Map<String, String> values, String name) {
    values.put(name, "127.0.0.1:1");
    values.put(name + ".port", "1");
  }
}
