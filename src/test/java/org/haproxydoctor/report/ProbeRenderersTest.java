package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.diagnose.Results.answered;
import static org.haproxydoctor.diagnose.Results.refused;
import static org.haproxydoctor.diagnose.ServerScene.server;
import static org.haproxydoctor.model.CheckStatus.L4CON;
import static org.haproxydoctor.model.CheckStatus.L7STS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Incident;
import org.haproxydoctor.diagnose.ServerScene;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Timings;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.observe.Probed;
import org.haproxydoctor.observe.ServerCase;
import org.junit.jupiter.api.Test;

/// What `probe` prints.
class ProbeRenderersTest {
  private static final String NOTE = "The check goes through a SOCKS proxy, which is not repeated.";

  private static final Probed FAILING =
      probed(
          server("app/w1")
              .repeatedBut(NOTE)
              .down()
              .check(L7STS, 404, "Not Found")
              .fails(answered(404))
              .failsEvenIf(Kind.METHOD_GET, answered(404))
              .passesIf(Kind.OTHER_PATH, "/health", answered(200)));
  private static final Probed DISAGREEING =
      probed(server("app/w2").down().check(L4CON, "Connection refused").passes(answered(200)));
  private static final Probed PASSING =
      new Probed(
          "10.0.0.7:8080",
          Optional.empty(),
          Optional.of(new Endpoint("10.0.0.7", 8080)),
          Optional.of(answered(200)),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          1);
  private static final Probed ANSWERING_404 = bare(Optional.of(answered(404)));
  private static final Probed REFUSING = bare(Optional.of(refused()));
  private static final Probed NOT_MADE = bare(Optional.empty());

  private static final Probed OVER_TLS =
      new Probed(
          "https://shop.example.org/",
          Optional.empty(),
          Optional.of(new Endpoint("10.0.0.8", 443)),
          Optional.of(
              new ProbeResult(
                  new Endpoint("shop.example.org", 443),
                  Optional.of("10.0.0.8"),
                  ProbeResult.Word.OK,
                  Stage.DONE,
                  "",
                  new Timings(
                      Optional.of(Duration.ofMillis(4)),
                      Optional.of(Duration.ofMillis(1)),
                      Optional.of(Duration.ofMillis(9)),
                      Optional.of(Duration.ofMillis(3)),
                      Duration.ofMillis(17)),
                  Optional.empty(),
                  Optional.of(
                      new TlsFacts(
                          "TLSv1.3",
                          "TLS_AES_128_GCM_SHA256",
                          Optional.of("h2"),
                          List.of(
                              new Certificate(
                                  "CN=shop\u001b[2J",
                                  "CN=Our CA",
                                  Instant.parse("2026-01-31T10:00:00Z"),
                                  Instant.parse("2027-01-31T10:00:00Z"),
                                  List.of("shop.example.org", "10.0.0.8"))))),
                  "")),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          1);

  private static Probed bare(Optional<ProbeResult> result) {
    return new Probed(
        "app/w3",
        Optional.empty(),
        Optional.of(new Endpoint("10.0.0.3", 80)),
        result,
        Optional.empty(),
        List.of(),
        result.isPresent() ? Optional.empty() : Optional.of("the budget was spent"),
        List.of(),
        1);
  }

  private static Probed probed(ServerScene scene) {
    ServerCase found = Incident.of(scene).seen().suspects().getFirst();
    CheckReplay replay = found.mirrored().orElseThrow();
    return new Probed(
        found.ref().toString(),
        Optional.of(found.server()),
        Optional.of(replay.spec().target()),
        Optional.of(replay.result()),
        Optional.of(replay),
        found.probes().variations(),
        Optional.empty(),
        replay.spec().notes(),
        1);
  }

  @Test
  void text_puts_haproxys_verdict_and_the_differences_beside_the_result() {
    StringWriter out = new StringWriter();
    TextProbe.write(
        report(FAILING, DISAGREEING, PASSING, OVER_TLS, ANSWERING_404, REFUSING, NOT_MADE),
        new Page(new PrintWriter(out), new Page.Look(false, true, 80)));

    Golden.compare("probe-80.txt", out.toString());
  }

  @Test
  void json_says_the_same() throws Exception {
    JsonNode document = json(report(FAILING, DISAGREEING, PASSING, OVER_TLS, REFUSING, NOT_MADE));

    Golden.compare("probe.json", document.toPrettyString() + "\n");
  }

  @Test
  void one_subject_needs_no_sum() {
    StringWriter out = new StringWriter();
    TextProbe.write(report(PASSING), new Page(new PrintWriter(out), Page.Look.plain()));

    assertThat(out.toString())
        .isEqualTo(
            """
            pass     10.0.0.7:8080
                     200
                     total 3.0 ms
            """);
  }

  @Test
  void of_many_subjects_those_that_ended_alike_share_a_few_lines() {
    List<Probed> many = new ArrayList<>(List.of(PASSING, FAILING, NOT_MADE));
    for (int i = 0; i < 500; i++) {
      many.add(i < 300 ? REFUSING : PASSING);
    }
    StringWriter out = new StringWriter();
    TextProbe.write(
        new ProbeReport(many, List.of(), Duration.ofMillis(340)),
        new Page(new PrintWriter(out), new Page.Look(false, true, 80)));

    assertThat(out.toString())
        .isEqualTo(
            """
            FAIL     300 alike
                     refused
                     app/w3, app/w3, app/w3, app/w3, app/w3, app/w3 and 294 more
                     total 3.0 to 3.0 ms, half of them within 3.0 ms
            FAIL     app/w1  10.0.0.1:8080
                     GET /healthz:
                     HAProxy agrees: DOWN, L7STS 404 Not Found
                     Note: The check goes through a SOCKS proxy, which is not repeated.
                     total 3.0 ms
                     It passes with one change: OTHER_PATH /health
            unknown  app/w3  10.0.0.3:80
                     the budget was spent
            pass     201 alike
                     200
                     10.0.0.7:8080, 10.0.0.7:8080, 10.0.0.7:8080, 10.0.0.7:8080,
                       10.0.0.7:8080, 10.0.0.7:8080 and 195 more
                     total 3.0 to 3.0 ms, half of them within 3.0 ms
            Probes: 503 connections to 503 servers, at most 1 to one; never more than 12 to
              a server
            WARNING  201 of 503 pass
            """);
  }

  @Test
  void the_status_tells_all_some_and_none_apart() {
    assertThat(report(PASSING, DISAGREEING).status()).isEqualTo(Status.OK);
    assertThat(report(PASSING, REFUSING).status()).isEqualTo(Status.WARNING);
    assertThat(report(PASSING, NOT_MADE).status()).isEqualTo(Status.WARNING);
    assertThat(report(REFUSING, NOT_MADE).status()).isEqualTo(Status.CRITICAL);
    assertThat(report(NOT_MADE).status()).isEqualTo(Status.UNKNOWN);
    assertThat(report().status()).isEqualTo(Status.UNKNOWN);
  }

  private static JsonNode json(ProbeReport report) throws Exception {
    StringWriter out = new StringWriter();
    JsonProbe.write(report, new PrintWriter(out));
    return new ObjectMapper().readTree(out.toString());
  }

  private static ProbeReport report(Probed... probed) {
    return new ProbeReport(List.of(probed), List.of(), Duration.ofMillis(340));
  }
}
