package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.QuoteMode;
import org.haproxydoctor.model.StatTable;

/// The one-pass reader sees what Commons CSV sees.
class StatCsvTest {
  @Example
  void captures_are_read_as_by_a_csv_library() throws IOException {
    for (String version : Captures.VERSIONS) {
      assertSameCells(Captures.read(version, "show-stat.csv"));
    }
  }

  @Property
  void tables_are_read_as_by_a_csv_library(@ForAll("tables") List<List<String>> rows)
      throws IOException {
    CSVFormat haproxys =
        CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setQuoteMode(QuoteMode.MINIMAL)
            .setTrailingDelimiter(true)
            .get();
    StringBuilder csv = new StringBuilder("# a,b,c,\n");
    for (List<String> row : rows) {
      csv.append(haproxys.format(row.toArray())).append('\n');
    }
    assertSameCells(csv.toString());
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return Arbitraries.strings()
        .withChars("ab0 \",\r\n#-é")
        .ofMaxLength(6)
        .list()
        .ofSize(3)
        .filter(row -> !row.getFirst().isEmpty())
        .list()
        .ofMaxSize(5);
  }

  private static void assertSameCells(String csv) throws IOException {
    StatTable table = StatCsv.parse(csv);
    int width = table.columns().size();
    List<List<String>> ours =
        table.rows().stream()
            .map(row -> IntStream.range(0, width).mapToObj(row::cell).toList())
            .toList();
    try (CSVParser parser = CSVParser.parse(new StringReader(csv), CSVFormat.RFC4180)) {
      List<List<String>> theirs =
          parser.stream()
              .skip(1)
              .filter(r -> r.size() > 1)
              .map(r -> Arrays.asList(r.values()).subList(0, width))
              .toList();
      assertThat(ours).isEqualTo(theirs).isNotNull();
    }
  }
}
