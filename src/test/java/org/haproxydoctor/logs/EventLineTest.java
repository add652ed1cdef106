package org.haproxydoctor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Server b/s is DOWN, reason: Layer4 timeout, check duration: 2001ms. 1 active and 0 backup servers left. 3 sessions active, 0 requeued, 0 remaining in queue. | DOWN
          Backup Server b/s is DOWN. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue. | DOWN
          Server b/s is DOWN via other/s. 0 active and 0 backup servers left. | DOWN
          Server b/s is UP, reason: Layer7 check passed, code: 200, check duration: 0ms. 2 active and 0 backup servers online. 0 sessions requeued, 0 total in queue. | UP
          Server b/s is UP (leaving forced drain). | UP
          Server b/s is UP (leaving drain) via other/s. | UP
          Server b/s is stopping, reason: Layer7 check conditionally passed, code: 404, check duration: 0ms. 0 active and 0 backup servers online. | STOPPING
          Server b/s is going DOWN for maintenance. 1 active and 0 backup servers left. | MAINTENANCE
          Server b/s is going DOWN for maintenance (DNS NX status). 1 active and 0 backup servers left. | MAINTENANCE
          Server b/s was DOWN and now enters maintenance. | MAINTENANCE
          Server b/s is leaving forced maintenance but remains in maintenance via other/s. | MAINTENANCE
          Server b/s remains in forced maintenance. | MAINTENANCE
          Server b/s ('w1.example') resolves again but remains in maintenance. | MAINTENANCE
          Server b/s is UP/READY (leaving forced maintenance). | LEAVING_MAINTENANCE
          Server b/s is DOWN/DRAIN (leaving forced maintenance). | LEAVING_MAINTENANCE
          Server b/s is UP/READY (leaving maintenance). | LEAVING_MAINTENANCE
          Server b/s ('w1.example') is UP/READY (resolves again). | LEAVING_MAINTENANCE
          Server b/s administratively READY thanks to valid DNS answer. | LEAVING_MAINTENANCE
          Server b/s enters drain state. 1 active and 0 backup servers online. | DRAIN
          Server b/s remains in forced drain mode. | DRAIN
          Server b/s is leaving forced drain but remains in drain mode via other/s. | DRAIN
          Health check for server b/s failed, reason: Layer7 wrong status, code: 404, info: "Not Found", check duration: 0ms, status: 1/2 UP. | CHECK_FAILED
          Health check for backup server b/s succeeded, reason: Layer7 check passed, code: 200, check duration: 0ms, status: 2/2 UP. | CHECK_SUCCEEDED
          Health check for server b/s conditionally succeeded, reason: Layer7 check conditionally passed, code: 404, status: 1/2 UP. | CHECK_SUCCEEDED
          Agent check for server b/s failed, reason: Layer7 wrong status, info: "via agent : down", status: 0/1 DOWN. | AGENT_CHECK_FAILED
          Agent check for server b/s succeeded, reason: Layer7 check passed, status: 1/1 UP. | AGENT_CHECK_SUCCEEDED
          """)
  void tells_what_became_of_a_server(String message, Kind kind) {
    ServerEvent event = parse(message).orElseThrow();

    assertThat(event.kind()).isEqualTo(kind);
    assertThat(event.subject()).isEqualTo("b/s");
    assertThat(event.line()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backend shop has no server available!",
        "backend 'shop' has no server available!",
        "proxy shop has no server available!"
      })
  void tells_a_proxy_without_servers(String message) {
    ServerEvent event = parse(message).orElseThrow();

    assertThat(event.kind()).isEqualTo(Kind.NO_SERVER_AVAILABLE);
    assertThat(event.subject()).isEqualTo("shop");
  }

  @Test
  void tells_a_source_address_that_is_not_local() {
    ServerEvent event =
        parse("Cannot bind to source address before connect() for backend shop.eu.").orElseThrow();

    assertThat(event.kind()).isEqualTo(Kind.SOURCE_BIND_FAILED);
    assertThat(event.subject()).isEqualTo("shop.eu");
  }

  @Test
  void quotes_reason_and_info() {
    ServerEvent event =
        parse(
                "Server b/s is DOWN, reason: Layer7 invalid response, info: \"TCPCHK did not match"
                    + " \"+PONG\", at step 3\", check duration: 2ms. 0 active and 0 backup servers"
                    + " left.")
            .orElseThrow();

    assertThat(event.reason()).contains("Layer7 invalid response");
    assertThat(event.info()).contains("TCPCHK did not match \"+PONG\", at step 3");
    assertThat(event.took()).contains(Duration.ofMillis(2));
  }

  @Test
  void how_long_the_check_took_is_told_by_haproxy_and_not_by_the_server() {
    ServerEvent event =
        parse(
                "Health check for server b/s failed, reason: Layer7 wrong status, code: 500, info:"
                    + " \"check duration: 7ms\", check duration: 1200ms, status: 0/2 DOWN.")
            .orElseThrow();

    assertThat(event.took()).contains(Duration.ofMillis(1200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Server b/s is DOWN, changed from CLI. 0 active and 1 backup servers left. | changed from CLI
          Server b/s is DOWN, changed from server-state after a reload. 0 active | changed from server-state after a reload
          Server b/s is going DOWN for maintenance (No IP for server ). 1 active | No IP for server
          Server b/s was DOWN and now enters maintenance ('disable' on stats page) | 'disable' on stats page
          """)
  void names_the_cause_of_a_change_without_check(String message, String reason) {
    assertThat(parse(message).orElseThrow().reason()).contains(reason);
  }

  @Test
  void a_change_without_cause_has_none() {
    ServerEvent event =
        parse("Server b/s is DOWN. 0 active and 0 backup servers left.").orElseThrow();

    assertThat(event.reason()).isEmpty();
    assertThat(event.info()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backend",
        "backend shop stopped.",
        "proxy ",
        "Server ",
        "Server b/s",
        "Server b/s cut off here",
        "Server refuses connection",
        "Server /s is DOWN.",
        "Health check for ",
        "Health check for server b/s pending",
        "Cannot bind to port 80",
        "Backup Server "
      })
  void other_messages_are_no_events(String message) {
    assertThat(parse(message)).isEmpty();
  }

  private static Optional<ServerEvent> parse(String message) {
    assertThat(EventLine.mayStartAt(Line.of(message + " "), 0) || message.length() < 10).isTrue();
    return EventLine.parse(message, Optional.empty());
  }
}
