package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// Text from outside, made safe for a terminal.
class PrintableTest {
  private static final String HOSTILE =
      "\u001b[31mred\r\u0007 \u007f \u0085 \u009b31m \u202eback \u2066 \u2028 Zürich 東京";

  @Test
  void a_line_has_no_control_character_left() {
    assertThat(Printable.line(HOSTILE))
        .isEqualTo(
            "\\x1b[31mred\\x0d\\x07 \\x7f \\x85 \\x9b31m \\u202eback \\u2066 \\u2028 Zürich 東京");
    assertThat(Printable.line("Zürich 東京")).isEqualTo("Zürich 東京");
  }

  @Test
  void several_lines_keep_their_ends_and_tabs() {
    assertThat(Printable.lines("a\tb\u001b\r\n\tc\n")).isEqualTo("a\tb\\x1b\n\tc\n");
    assertThat(Printable.lines("no end")).isEqualTo("no end\n");
  }

  @Test
  void json_escapes_them_too_and_reads_back_as_it_was() throws Exception {
    StringWriter text = new StringWriter();
    Json.document(new PrintWriter(text), json -> json.writeStringField("said", HOSTILE));

    assertThat(text.toString().chars())
        .noneMatch(c -> c != '\n' && Printable.unprintable((char) c.intValue()));
    assertThat(text.toString()).contains("Zürich 東京");
    assertThat(new ObjectMapper().readTree(text.toString()).get("said").asText())
        .isEqualTo(HOSTILE);
  }
}
