package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.model.check.HttpCheck.Expectation.Kind.OTHER;
import static org.haproxydoctor.model.check.HttpCheck.Expectation.Kind.RSTATUS;
import static org.haproxydoctor.model.check.HttpCheck.Expectation.Kind.RSTRING;
import static org.haproxydoctor.model.check.HttpCheck.Expectation.Kind.STATUS;
import static org.haproxydoctor.model.check.HttpCheck.Expectation.Kind.STRING;
import static org.haproxydoctor.probe.Samples.expect;
import static org.haproxydoctor.probe.Samples.expectNot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.junit.jupiter.api.Test;

class CheckJudgeTest {
  private static final Endpoint TARGET = new Endpoint("127.0.0.1", 80);

  @Test
  void without_expectations_2xx_and_3xx_pass() {
    assertThat(judge(204, "").why()).isEqualTo("204 is 2xx or 3xx");
    assertThat(judge(302, "").passed()).isTrue();
    assertThat(judge(404, "").why()).isEqualTo("404 is not 2xx or 3xx");
    assertThat(judge(404, "").passed()).isFalse();
    assertThat(judge(199, "").passed()).isFalse();
    assertThat(judge(400, "").passed()).isFalse();
  }

  @Test
  void status_lists_and_ranges() {
    Expectation list = expect(STATUS, "200-299,404");
    assertThat(judge(404, "", list).passed()).isTrue();
    assertThat(judge(250, "", list).passed()).isTrue();
    assertThat(judge(302, "", list).why())
        .isEqualTo("302 does not meet `expect status 200-299,404`");
    assertThat(judge(503, "", expectNot(STATUS, "500-599")).passed()).isFalse();
    assertThat(judge(404, "", expectNot(STATUS, "500-599")).passed()).isTrue();
    assertThat(judge(200, "", expect(STATUS, "2xx")).passed()).isFalse();
    assertThat(judge(301, "", expect(RSTATUS, "^3")).passed()).isTrue();
  }

  @Test
  void a_wanted_text_makes_the_status_irrelevant() {
    assertThat(judge(503, "all is OK", expect(STRING, "OK")).passed()).isTrue();
    assertThat(judge(200, "broken", expect(STRING, "OK")).why())
        .isEqualTo("the body does not meet `expect string OK`");
    assertThat(judge(200, "", expect(STRING, "OK")).why()).isEqualTo("200 without a body");
    assertThat(judge(200, "broken", expectNot(STRING, "broken")).passed()).isFalse();
    assertThat(judge(200, "state=up;", expect(RSTRING, "state=(up|ok)")).passed()).isTrue();
  }

  @Test
  void every_expectation_counts() {
    Expectation status = expect(STATUS, "200");
    Expectation text = expect(STRING, "OK");
    assertThat(judge(200, "OK", status, text).passed()).isTrue();
    assertThat(judge(500, "OK", status, text).why()).startsWith("500");
    assertThat(judge(200, "no", status, text).why()).startsWith("the body");
  }

  @Test
  void what_cannot_be_judged_counts_as_met() {
    assertThat(judge(200, "x", expect(RSTRING, "(?<broken")).passed()).isTrue();
    assertThat(judge(200, "a".repeat(5_000), expect(RSTRING, ".*.*.*.*b")).why())
        .contains("cannot be judged");
    assertThat(judge(200, "x", expect(OTHER, "hdr name x")).why()).contains("is not judged");
  }

  @Test
  void a_404_with_disable_on_404_is_a_soft_stop() {
    HttpCheck soft =
        new HttpCheck("GET", "/", "HTTP/1.0", List.of(), Optional.empty(), List.of(), true);
    CheckReplay replay =
        CheckJudge.judge(Samples.check(TARGET, new CheckExchange.Http(soft)), answered(404, ""));
    assertThat(replay.passed()).isFalse();
    assertThat(replay.why()).contains("disable-on-404");
  }

  @Test
  void a_bare_connection_is_enough_for_a_tcp_check() {
    ProbeResult open = new Progress(TARGET).end(Word.OK, "");
    CheckReplay replay =
        CheckJudge.judge(Samples.check(TARGET, new CheckExchange.ConnectOnly()), open);
    assertThat(replay.passed()).isTrue();
    assertThat(replay.why()).isEqualTo("connected");
  }

  @Test
  void reading_goes_on_only_while_a_text_is_missing() {
    HttpCheck check = Samples.get("/", expect(STATUS, "200"), expect(STRING, "OK"));
    assertThat(CheckJudge.decided(check, answer(200, ""))).isFalse();
    assertThat(CheckJudge.decided(check, answer(200, "still "))).isFalse();
    assertThat(CheckJudge.decided(check, answer(200, "still OK"))).isTrue();
    assertThat(CheckJudge.decided(check, answer(500, ""))).isTrue();
    assertThat(CheckJudge.decided(Samples.get("/"), answer(200, ""))).isTrue();
  }

  @Test
  void min_recv_says_when_a_missing_text_is_not_waited_for() {
    HttpCheck check =
        Samples.get("/", new Expectation(STRING, false, "bad", Optional.empty(), Optional.of(5)));
    assertThat(CheckJudge.decided(check, answer(200, ""))).isFalse();
    assertThat(CheckJudge.decided(check, answer(200, "bad"))).isFalse();
    assertThat(CheckJudge.decided(check, answer(200, "good!"))).isTrue();
  }

  @Test
  void what_is_read_after_the_decision_changes_nothing() {
    HttpCheck check =
        Samples.get("/", new Expectation(STRING, true, "bad", Optional.empty(), Optional.of(4)));
    CheckReplay replay =
        CheckJudge.judge(
            Samples.check(TARGET, new CheckExchange.Http(check)),
            answered(200, "good, then bad"),
            Optional.of(answer(200, "good")));
    assertThat(replay.passed()).isTrue();
    assertThat(replay.result().http().orElseThrow().body()).isEqualTo("good, then bad");
  }

  @Test
  void texts_are_compared_byte_by_byte() {
    assertThat(judge(200, "l\u00c3\u00a4uft", expect(STRING, "l\u00e4uft")).passed()).isTrue();
    assertThat(judge(200, "l\u00c3\u00a4uft", expect(RSTRING, "^l\u00e4uft$")).passed()).isTrue();
  }

  @Test
  void failures_are_put_into_words() {
    ProbeResult timeout =
        new ProbeResult(
            TARGET,
            Optional.of("127.0.0.1"),
            Word.TIMEOUT,
            Stage.FIRST_BYTE,
            "",
            new ProbeResult.Timings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(2_010)),
            Optional.empty(),
            Optional.empty(),
            "");
    CheckReplay replay =
        CheckJudge.judge(Samples.check(TARGET, new CheckExchange.ConnectOnly()), timeout);
    assertThat(replay.passed()).isFalse();
    assertThat(replay.why()).isEqualTo("no answer within 2 s");
  }

  private static CheckReplay judge(int status, String body, Expectation... expectations) {
    return CheckJudge.judge(
        Samples.check(TARGET, new CheckExchange.Http(Samples.get("/", expectations))),
        answered(status, body));
  }

  private static ProbeResult answered(int status, String body) {
    Progress progress = new Progress(TARGET);
    progress.answered(answer(status, body));
    progress.complete();
    return progress.end(Word.OK, "");
  }

  private static HttpAnswer answer(int status, String body) {
    return new HttpAnswer("HTTP/1.1", status, "", List.of(), body);
  }

  @Test
  void an_unwanted_text_may_still_come() {
    HttpCheck check = Samples.get("/", expectNot(STRING, "bad"));
    assertThat(CheckJudge.decided(check, answer(200, ""))).isFalse();
    assertThat(CheckJudge.decided(check, answer(200, "good so far"))).isFalse();
    assertThat(CheckJudge.decided(check, answer(200, "good, then bad"))).isTrue();
  }

  @Test
  void an_answer_that_haproxy_refuses_is_no_success() {
    HttpAnswer flawed =
        new HttpAnswer(
            "HTTP/2",
            200,
            "",
            List.of(),
            "",
            Optional.of("its version is HTTP/2"),
            Optional.empty());
    CheckReplay replay = judge(flawed, Samples.get("/"));
    assertThat(replay.passed()).isFalse();
    assertThat(replay.why()).isEqualTo("200 is refused by HAProxy: its version is HTTP/2");
  }

  @Test
  void the_status_of_an_interim_answer_counts() {
    HttpAnswer continued =
        new HttpAnswer(
            "HTTP/1.1", 200, "OK", List.of(), "all OK", Optional.empty(), Optional.of(100));
    assertThat(judge(continued, Samples.get("/")).why()).isEqualTo("100 is not 2xx or 3xx");
    assertThat(judge(continued, Samples.get("/", expect(STATUS, "100"))).passed()).isTrue();
    assertThat(judge(continued, Samples.get("/", expect(STRING, "OK"))).passed()).isTrue();
  }

  private static CheckReplay judge(HttpAnswer answer, HttpCheck check) {
    Progress progress = new Progress(TARGET);
    progress.answered(answer);
    progress.complete();
    return CheckJudge.judge(
        Samples.check(TARGET, new CheckExchange.Http(check)), progress.end(Word.OK, ""));
  }
}
