package org.haproxydoctor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.observe.Target;
import org.haproxydoctor.runtimeapi.ProxiesParser;
import org.haproxydoctor.runtimeapi.StatCsv;
import org.junit.jupiter.api.Test;

class ServingTest {
  private static final String HEADER = "# pxname,svname,status,weight,act,bck,type,check_status,\n";

  @Test
  void ok_when_all_that_should_serve_does() {
    assertThat(
            verdict("be,s1,UP,1,1,0,2,L7OK,\nbe,s2,no check,1,1,0,2,,\nbe,BACKEND,UP,2,2,0,1,,\n"))
        .isEqualTo(Status.OK);
  }

  @Test
  void ok_when_someone_took_a_server_out_and_others_serve() {
    assertThat(
            verdict(
                "be,s1,UP,1,1,0,2,L7OK,\n"
                    + "be,s2,MAINT,1,1,0,2,,\n"
                    + "be,s3,DRAIN,1,1,0,2,L7OK,\n"
                    + "be,s4,UP,0,1,0,2,L7OK,\n"
                    + "be,s5,NOLB,1,1,0,2,L7OKC,\n"
                    + "be,BACKEND,UP,1,1,0,1,,\n"))
        .isEqualTo(Status.OK);
  }

  @Test
  void warning_when_a_server_is_down_or_fails_its_check() {
    assertThat(
            verdict("be,s1,UP,1,1,0,2,L7OK,\nbe,s2,DOWN,1,1,0,2,L4CON,\nbe,BACKEND,UP,1,1,0,1,,\n"))
        .isEqualTo(Status.WARNING);
    assertThat(verdict("be,s1,UP 1/3,1,1,0,2,L7STS,\nbe,BACKEND,UP,1,1,0,1,,\n"))
        .isEqualTo(Status.WARNING);
    assertThat(verdict("be,s1,UP 1/3,1,1,0,2,INI,\nbe,BACKEND,UP,1,1,0,1,,\n"))
        .isEqualTo(Status.OK);
  }

  @Test
  void warning_when_only_rules_lead_past_the_balancing() {
    String down = "be,s1,UP,0,1,0,2,L7OK,\nbe,BACKEND,DOWN,0,0,0,1,,\n";
    Proxies proxies = ProxiesParser.parse(StatCsv.parse(HEADER + down));

    assertThat(Serving.of(proxies, Target.everything(), _ -> true)).isEqualTo(Status.WARNING);
    assertThat(Serving.of(proxies, Target.everything(), _ -> false)).isEqualTo(Status.CRITICAL);
  }

  @Test
  void warning_when_a_frontend_takes_no_connections() {
    assertThat(verdict("fe,FRONTEND,PAUSED,,,,0,,\n")).isEqualTo(Status.WARNING);
  }

  @Test
  void critical_when_a_backend_with_servers_serves_nobody() {
    String dead = "be,s1,MAINT,1,1,0,2,,\nbe,BACKEND,DOWN,0,0,0,1,,\n";
    assertThat(verdict(dead)).isEqualTo(Status.CRITICAL);
    assertThat(verdict(dead, "be/s1")).isEqualTo(Status.CRITICAL);
    assertThat(verdict("be,BACKEND,UP,0,0,0,1,,\n")).as("no servers").isEqualTo(Status.OK);
  }

  @Test
  void only_what_was_named_counts() {
    String two =
        "be,s1,UP,1,1,0,2,L7OK,\nbe,s2,DOWN,1,1,0,2,L4CON,\nbe,BACKEND,UP,1,1,0,1,,\n"
            + "dead,d1,DOWN,1,1,0,2,L4CON,\ndead,BACKEND,DOWN,0,0,0,1,,\n";
    assertThat(verdict(two, "be/s1")).isEqualTo(Status.OK);
    assertThat(verdict(two, "be")).isEqualTo(Status.WARNING);
    assertThat(verdict(two)).isEqualTo(Status.CRITICAL);
  }

  private static Status verdict(String rows, String... names) {
    Proxies proxies = ProxiesParser.parse(StatCsv.parse(HEADER + rows));
    return Serving.of(proxies, new Target(List.of(names)));
  }
}
