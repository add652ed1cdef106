package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.haproxydoctor.diagnose.Serving;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.StatTable;
import org.haproxydoctor.observe.Listed;
import org.haproxydoctor.observe.Selection;
import org.haproxydoctor.observe.SortKey;
import org.haproxydoctor.observe.StateWord;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.runtimeapi.InfoParser;
import org.haproxydoctor.runtimeapi.ProxiesParser;
import org.haproxydoctor.runtimeapi.StatCsv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatRenderersTest {
  private static final Target ALL = Target.everything();
  private static final String STAT = capture("show-stat.csv");

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 120, 200})
  void text_fits_the_terminal(int width) {
    String text = text(report(STAT, Selection.of(ALL)), new Page.Look(false, true, width));
    assertThat(text.lines().filter(line -> !line.startsWith("CRITICAL")))
        .hasSize(1 + 25)
        .allMatch(line -> line.length() <= width);
    Golden.compare("stat-" + width + ".txt", text);
  }

  @Test
  void text_in_a_pipe_leaves_nothing_out() {
    String text = text(report(STAT, Selection.of(ALL)), Page.Look.plain());
    Golden.compare("stat-pipe.txt", text);
    assertThat(text).contains("127.0.0.1:39813").doesNotContain("…").doesNotContain("\u001b");
    assertThat(text.lines()).hasSize(1 + 25 + 1);
  }

  @Test
  void text_in_colour_says_the_same() {
    StatReport report = report(STAT, Selection.of(ALL));
    String colour = text(report, new Page.Look(true, true, 80));
    Golden.compare("stat-80-colour.txt", colour);
    assertThat(colour.replaceAll("\u001b\\[[0-9]*m", ""))
        .isEqualTo(text(report, new Page.Look(false, true, 80)));
  }

  @Test
  void long_names_keep_their_ends() {
    String csv =
        STAT.replace("mixed", "checkout-service-production-eu-west-1")
            .replace("notfound", "checkout-7f9c8b5d4-x2x9z.internal");
    String text = text(report(csv, Selection.of(ALL)), new Page.Look(false, true, 80));
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    Golden.compare("stat-80-long-names.txt", text);
  }

  @Test
  void nothing_chosen_is_said() {
    Selection zombies =
        new Selection(ALL, Set.of(), Set.of(StateWord.OTHER), SortKey.CONFIG, false);
    assertThat(text(report(STAT, zombies), Page.Look.plain()))
        .isEqualTo("nothing matches\nCRITICAL  tcpchk serves nobody; 5 of 18 servers usable\n");
  }

  @Test
  void text_from_outside_cannot_reach_the_terminal() {
    String csv = STAT.replace("Connection refused", "\u001b[31mred\u0007");
    String text = text(report(csv, Selection.of(ALL)), Page.Look.plain());
    assertThat(text).doesNotContain("\u001b").doesNotContain("\u0007").contains("\\x1b[31mred");
    assertThat(csv(report(csv, Selection.of(ALL)))).doesNotContain("\u001b");
  }

  @Test
  void json_is_one_document_with_typed_values() throws IOException {
    String json = json(report(STAT, Selection.of(new Target(List.of("mixed")))), false);
    Golden.compare("stat.json", json);
    JsonNode document = new ObjectMapper().readTree(json);
    assertThat(document.path("schema").asInt()).isEqualTo(1);
    assertThat(document.path("status").asText()).isEqualTo("WARNING");
    JsonNode refused = document.path("proxies").path(0).path("servers").path(0);
    assertThat(refused.path("name").asText()).isEqualTo("refused");
    assertThat(refused.path("usable").isBoolean()).isTrue();
    assertThat(refused.path("check").path("lastReport").asText()).contains("Connection refused");
    assertThat(refused.has("raw")).isFalse();
  }

  @Test
  void json_carries_haproxys_columns_when_asked() throws IOException {
    JsonNode document = new ObjectMapper().readTree(json(report(STAT, Selection.of(ALL)), true));
    JsonNode frontend = document.path("proxies").path(0);
    assertThat(frontend.path("raw").path("stot").asText()).isEqualTo("40");
    JsonNode server = document.path("proxies").path(2).path("servers").path(0);
    assertThat(server.path("raw").path("svname").asText()).isEqualTo("g1");
    assertThat(server.path("raw").has("slim")).as("empty columns").isFalse();
  }

  @Test
  void a_backend_carries_servers_chosen_without_it() throws IOException {
    Selection servers =
        new Selection(
            ALL, Set.of(Listed.Kind.SERVER), Set.of(StateWord.DRAIN), SortKey.CONFIG, false);
    JsonNode proxies =
        new ObjectMapper().readTree(json(report(STAT, servers), false)).path("proxies");
    assertThat(proxies).hasSize(1);
    assertThat(proxies.path(0).path("name").asText()).isEqualTo("mixed");
    assertThat(proxies.path(0).path("servers")).hasSize(1);
  }

  @Test
  void csv_has_haproxys_columns_for_the_chosen_lines() throws IOException {
    StatReport report = report(STAT, Selection.of(new Target(List.of("mixed/agentdown", "web"))));
    String csv = csv(report);
    Golden.compare("stat.csv", csv);
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
      List<CSVRecord> rows = parser.getRecords();
      assertThat(parser.getHeaderNames()).isEqualTo(report.table().columns());
      assertThat(rows)
          .extracting(r -> r.get("svname"))
          .containsExactly("FRONTEND", "BACKEND", "agentdown");
      assertThat(rows.getLast().get("last_agt")).isEqualTo("via agent : down (deploy, phase 2)");
    }
  }

  private static StatReport report(String csv, Selection selection) {
    StatTable table = StatCsv.parse(csv);
    Proxies proxies = ProxiesParser.parse(table);
    return new StatReport(
        selection.target(),
        Optional.of(InfoParser.parse(capture("show-info.txt"))),
        Optional.of("/run/haproxy/admin.sock"),
        table,
        proxies,
        selection.from(proxies),
        Serving.of(proxies, selection.target()),
        Duration.ofMillis(12));
  }

  private static String text(StatReport report, Page.Look look) {
    return written(out -> TextStat.write(report, new Page(out, look)));
  }

  private static String json(StatReport report, boolean raw) {
    return written(out -> JsonStat.write(report, raw, out));
  }

  private static String csv(StatReport report) {
    return written(out -> CsvStat.write(report, out));
  }

  private static String written(Consumer<PrintWriter> renderer) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    renderer.accept(out);
    out.flush();
    return text.toString();
  }

  private static String capture(String file) {
    try (InputStream in = StatRenderersTest.class.getResourceAsStream("/captures/2.6.12/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
