package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
  private static List<String> names(String config) {
    return ConfigText.read(config).backend("b").orElseThrow().hostNames();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          { hdr(host) -i www.example.com } ; www.example.com
          { req.hdr(Host) -i WWW.example.com } ; www.example.com
          { req.hdr(host),lower -m str a.example b.example } ; a.example b.example
          { req.hdr(host),field(1,:) -i a.example } ; a.example
          { hdr_dom(host) -i example.com } ; example.com
          { hdr_end(host) -i .example.com } ;
          { hdr_beg(host) -i api. } ;
          { hdr_reg(host) ^www } ;
          { hdr(host) -m reg ^www.example.com$ } ;
          { hdr(host) -f /etc/hosts.lst } ;
          { hdr(host) -i -f /etc/hosts.lst a.example } ; a.example
          { ssl_fc_sni a.example } ; a.example
          { req_ssl_sni -i a.example } ; a.example
          { hdr(host) -i localhost:8080 } ; localhost:8080
          { path_beg /api } ;
          { src 10.0.0.1 } ;
          { path_beg /api } { hdr(host) a.example } ; a.example
          !{ hdr(host) a.example } ;
          ! { hdr(host) a.example } ;
          is_www or is_api ; www.example api.example
          is_www || { hdr(host) b.example } ; www.example b.example
          !is_www is_api ; api.example
          { hdr(host) a.example ; a.example
          """)
  void conditions_of_use_backend_give_names(String condition, String expected) {
    String names =
        String.join(
            " ",
            names(
                """
                frontend f
                  acl is_www hdr(host) -i www.example
                  acl is_api req.hdr(host) -i api.example
                  acl is_path path_beg /
                  use_backend b if %s
                backend b
                """
                    .formatted(condition)));
    assertThat(names).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void dynamic_backends_and_unless_give_nothing() {
    assertThat(
            names(
                """
                frontend f
                  use_backend %[req.hdr(host),lower,map(/etc/hosts.map,b)]
                  use_backend b unless { hdr(host) a.example }
                backend b
                """))
        .isEmpty();
  }

  @Test
  void the_most_specific_names_come_first_and_five_are_enough() {
    assertThat(
            names(
                """
                frontend f
                  acl other hdr(host) other.example
                  acl main hdr(host) main.example www.main.example
                  use_backend c if other
                  use_backend b if { hdr(host) led.example }
                  default_backend b
                backend b
                  http-request set-header Host set.example
                  http-request set-header X-Other no.example
                  acl own hdr(host) own.example
                  server s h:443 ssl sni str(sni.example)
                backend c
                  option httpchk
                  http-check send hdr Host checked.example
                """))
        .containsExactly(
            "set.example", "sni.example", "led.example", "own.example", "main.example");
  }

  @Test
  void names_claimed_by_another_backend_do_not_lead_to_the_default_one() {
    assertThat(
            names(
                """
                frontend f
                  acl other hdr(host) other.example
                  acl main hdr(host) main.example
                  acl path path_beg /c
                  use_backend c if other
                  use_backend c if main path
                  default_backend b
                backend b
                backend c
                """))
        .containsExactly("main.example");
  }

  @Test
  void hosts_that_other_backends_check_with_come_last() {
    assertThat(
            names(
                """
                backend b
                backend c
                  option httpchk GET / HTTP/1.1\\r\\nHost:\\ one.example
                backend d
                  option httpchk
                  http-check send hdr host two.example hdr X y
                backend e
                  option httpchk
                  http-check send hdr Host %[str(x)]
                """))
        .containsExactly("one.example", "two.example");
  }

  @Test
  void computed_headers_are_no_names() {
    assertThat(
            names(
                """
                backend b
                  http-request set-header Host %[req.hdr(x-host)]
                  server s h:443 ssl sni req.hdr(host)
                """))
        .isEmpty();
  }
}
