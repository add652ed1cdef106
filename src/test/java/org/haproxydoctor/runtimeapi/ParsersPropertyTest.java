package org.haproxydoctor.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxydoctor.model.Proxies;

/// Whatever stands behind a socket, the parsers survive it.
class ParsersPropertyTest {
  private static final String STAT = Captures.read("2.6.12", "show-stat.csv");
  private static final String STATE = Captures.read("2.6.12", "show-servers-state.txt");

  @Property
  void arbitrary_bytes_break_no_parser(@ForAll byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(ProxiesParser.parse(StatCsv.parse(text))).isNotNull();
    assertThat(ServersStateParser.parse(text)).isNotNull();
    assertThat(ServersConnParser.parse(text)).isNotNull();
    assertThat(InfoParser.parse(text).version()).isNotNull();
  }

  @Property
  void table_like_text_breaks_no_parser(@ForAll("tableLike") String text) {
    Proxies proxies =
        ProxiesParser.parse(StatCsv.parse("# pxname,svname,status,type,addr,tracked,\n" + text));
    assertThat(proxies.backends()).isNotNull();
    assertThat(ServersStateParser.parse("1\n# be_name srv_name srv_addr srv_port\n" + text))
        .isNotNull();
  }

  @Property
  void a_changed_byte_breaks_no_parser(
      @ForAll int position, @ForAll byte value, @ForAll boolean cut) {
    assertThat(ProxiesParser.parse(StatCsv.parse(damaged(STAT, position, value, cut)))).isNotNull();
    assertThat(ServersStateParser.parse(damaged(STATE, position, value, cut))).isNotNull();
  }

  @Provide
  Arbitrary<String> tableLike() {
    return Arbitraries.strings().withChars("be,1\"2\n\r 0:[]()/*-#\\x\0").ofMaxLength(200);
  }

  private static String damaged(String text, int position, byte value, boolean cut) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = Math.floorMod(position, bytes.length);
    bytes[at] = value;
    return new String(bytes, 0, cut ? at : bytes.length, StandardCharsets.UTF_8);
  }
}
