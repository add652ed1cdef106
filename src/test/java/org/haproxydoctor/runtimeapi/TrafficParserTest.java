package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Gauge;
import org.haproxydoctor.model.traffic.RowKey;
import org.haproxydoctor.model.traffic.RowReading;
import org.junit.jupiter.api.Test;

class TrafficParserTest {
  private static final String CSV =
      """
      # pxname,svname,qcur,scur,slim,stot,econ,hrsp_5xx,type,iid,sid,
      www,FRONTEND,,3,2000,90,,4,0,2,0,
      www,sock-1,,3,2000,90,,,3,2,1,
      app,BACKEND,1,1,,18446744073709551614,0,0,2,3,1,
      app,BACKEND,7,2,200,80,18446744073709551615,2,1,3,0,
      """;

  private static List<RowReading> read(String csv) {
    return TrafficParser.parse(StatCsv.parse(csv), _ -> true);
  }

  @Test
  void rows_are_told_apart_by_type_and_columns_by_name() {
    List<RowReading> rows = read(CSV);
    assertThat(rows)
        .extracting(RowReading::key)
        .containsExactly(
            RowKey.frontend("www"),
            new RowKey(RowKey.Kind.SERVER, "app", "BACKEND"),
            RowKey.backend("app"));
    assertThat(rows.getFirst().total(Counter.SESSIONS)).hasValue(90);
    assertThat(rows.getFirst().now(Gauge.LIMIT)).hasValue(2000);
    assertThat(rows.getLast().now(Gauge.QUEUED)).hasValue(7);
  }

  @Test
  void counters_have_64_bits_without_sign() {
    assertThat(read(CSV).get(1).total(Counter.SESSIONS)).hasValue(-2);
  }

  @Test
  void empty_cells_and_columns_of_other_versions_and_never_are_not_told() {
    assertThat(read(CSV).getFirst().now(Gauge.QUEUED)).isEmpty();
    assertThat(read(CSV).getFirst().total(Counter.TIMES_DOWN)).isEmpty();
    assertThat(read(CSV).getLast().total(Counter.CONNECT_ERRORS)).isEmpty();
  }

  @Test
  void only_what_is_wanted_is_read() {
    assertThat(TrafficParser.parse(StatCsv.parse(CSV), "www"::equals))
        .extracting(RowReading::key)
        .containsExactly(RowKey.frontend("www"));
  }

  @Test
  void what_is_no_table_has_no_rows() {
    assertThat(read("nothing of the kind\n")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void a_table_lives_when_somebody_comes_or_a_server_comes_and_goes() {
    String header = "# pxname,svname,qcur,scur,rate,lastsess,chkdown,type,\n";
    assertThat(TrafficParser.isAlive(StatCsv.parse(header + "a,b,0,0,0,,0,2,\na,c,,,,-1,1,1,\n")))
        .isFalse();
    assertThat(TrafficParser.isAlive(StatCsv.parse(header + "a,b,0,0,3,60,0,2,\n"))).isTrue();
    assertThat(TrafficParser.isAlive(StatCsv.parse(header + "a,b,0,0,0,4,0,2,\n"))).isTrue();
    assertThat(TrafficParser.isAlive(StatCsv.parse(header + "a,b,0,0,0,600,2,2,\n"))).isTrue();
  }
}
