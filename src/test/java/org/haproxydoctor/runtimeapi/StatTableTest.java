package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.StatTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatTableTest {
  private static final String HEADER =
      "# pxname,svname,scur,status,weight,act,bck,lastchg,type,check_status,check_duration,last_chk,addr,\n";

  @Test
  void a_quoted_cell_may_span_lines() {
    Server server =
        only(
            HEADER
                + "be,s1,0,DOWN,1,1,0,5,2,L7RSP,3,\"-ERR \"\"x\"\", sorry\r\n"
                + "second\",127.0.0.1:80,\n");
    assertThat(server.check().orElseThrow().lastReport()).isEqualTo("-ERR \"x\", sorry\r\nsecond");
    assertThat(server.address()).contains(new Endpoint("127.0.0.1", 80));
    assertThat(server.sinceChange()).contains(Duration.ofSeconds(5));
  }

  @Test
  void a_duration_of_minus_one_as_unsigned_number_is_none() {
    Server server = only(HEADER + "be,s1,0,DOWN,1,1,0,5,2,HANA,18446744073709551615,,,\n");
    assertThat(server.check().orElseThrow().took()).isEmpty();
    assertThat(server.check().orElseThrow().status()).isEqualTo(CheckStatus.HANA);
  }

  @Test
  void a_server_may_be_called_like_a_row_type() {
    assertThat(only(HEADER + "be,FRONTEND,0,UP,1,1,0,5,2,,,,,\n").ref().server())
        .isEqualTo("FRONTEND");
  }

  @Test
  void missing_and_unknown_columns_do_no_harm() {
    Proxies proxies =
        proxies(
            "# type,brand_new,pxname,svname,\n2,x,be,s1,\n1,x,be,BACKEND,more,than,header\n1\n");
    assertThat(proxies.backends()).hasSize(2);
    Backend backend = proxies.backends().getFirst();
    assertThat(backend.servers()).hasSize(1);
    assertThat(backend.servers().getFirst().status().word()).isEqualTo(Word.OTHER);
    assertThat(backend.servers().getFirst().sessions()).isEmpty();
  }

  @Test
  void unknown_words_stay_raw() {
    Server server = only(HEADER + "be,s1,0,ZOMBIE 1/2,1,1,0,5,2,L9BAD,3,,,\n");
    assertThat(server.status().word()).isEqualTo(Word.OTHER);
    assertThat(server.status().raw()).isEqualTo("ZOMBIE 1/2");
    assertThat(server.check().orElseThrow().status()).isEqualTo(CheckStatus.OTHER);
    assertThat(server.check().orElseThrow().raw()).isEqualTo("L9BAD");
  }

  @ParameterizedTest
  @CsvSource({
    "UP, UP",
    "UP (3/6), UP",
    "DOWN (UNPUB), DOWN",
    "UP (UNPUB) (0/6), UP",
    "WEIRD (thing), WEIRD (thing)"
  })
  void a_backends_status_loses_its_suffixes(String raw, String status) {
    String row = "be,BACKEND,0," + raw + ",1,1,0,5,1,,,,,\n";
    assertThat(proxies(HEADER + row).backends().getFirst().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "UP 1/3, UP_GOING_DOWN",
    "UP 0/3, UP_GOING_DOWN",
    "UP -1/3, UP_GOING_DOWN",
    "DOWN 1/2, DOWN_GOING_UP",
    "NOLB, NOLB",
    "NOLB 2/3, NOLB",
    "DRAIN 2/3, DRAIN",
    "DRAIN (agent), DRAIN",
    "DOWN (agent), DOWN_BY_AGENT",
    "MAINT (via a/b), MAINT_VIA",
    "MAINT (resolution), MAINT_RESOLUTION",
    "UP 1/x, OTHER"
  })
  void server_status_words(String raw, Word word) {
    assertThat(StatusParser.server(raw).word()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:80, 127.0.0.1, 80", "[::1]:8080, ::1, 8080", "10.0.0.1:0, 10.0.0.1, 0"})
  void addresses(String text, String host, int port) {
    assertThat(AddressParser.parse(text)).contains(new Endpoint(host, port));
  }

  @ParameterizedTest
  @CsvSource({"unix", "''", "x:", ":80", "1.2.3.4:99999", "1.2.3.4:-1"})
  void no_addresses(String text) {
    assertThat(AddressParser.parse(text)).isEmpty();
  }

  @Test
  void a_negative_number_is_no_number() {
    StatTable table = StatCsv.parse("# lastsess,scur,\n-1,7,\n");
    assertThat(Numbers.natural(table.rows().getFirst().text("lastsess"))).isEmpty();
    assertThat(Numbers.natural(table.rows().getFirst().text("scur"))).hasValue(7);
    assertThat(table.rows().getFirst().text("lastsess")).isEqualTo("-1");
  }

  private static Proxies proxies(String csv) {
    return ProxiesParser.parse(StatCsv.parse(csv));
  }

  private static Server only(String csv) {
    List<Backend> backends = proxies(csv + "be,BACKEND,0,UP,1,1,0,5,1,,,,,\n").backends();
    assertThat(backends).hasSize(1);
    assertThat(backends.getFirst().servers()).hasSize(1);
    return backends.getFirst().servers().getFirst();
  }
}
