package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.haproxydoctor.mitigate.BackendEffect;
import org.haproxydoctor.mitigate.BackendEffect.Usable;
import org.haproxydoctor.mitigate.Change;
import org.haproxydoctor.mitigate.Entry;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.mitigate.Executor.Done;
import org.haproxydoctor.mitigate.History;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.ProcessIdentity;
import org.haproxydoctor.mitigate.Recorded;
import org.haproxydoctor.mitigate.Refusal;
import org.haproxydoctor.mitigate.Rolling;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;

/// What `maint` prints.
class MaintRenderersTest {
  private static final ServerRef WEB1 = new ServerRef("app", "web1");
  private static final ServerRef ODD = new ServerRef("app", "web\u001b[31m2");
  private static final Change DRAIN = new Change(WEB1, AdminState.READY, AdminState.DRAIN);
  private static final Plan PLAN =
      new Plan(
          List.of(DRAIN),
          List.of(ODD),
          List.of(
              new BackendEffect(
                  "app", new Usable(1, 1, 10), new Usable(0, 1, 10), 12, List.of(WEB1)),
              new BackendEffect("api", new Usable(1, 0, 1), new Usable(0, 0, 0), 0, List.of())),
          List.of(new Refusal("api", "nobody would be left to serve it", "bring another back")),
          List.of("api/web1 follows app/web1"));

  private static final Instant AT = Instant.parse("2026-11-20T03:00:00Z");
  private static final History HISTORY =
      new History(
          List.of(
              recorded("r1.1", Optional.of(Outcome.VERIFIED), Optional.of("r3.1")),
              recorded("r2.1", Optional.empty(), Optional.empty())),
          List.of(),
          1);

  private static Recorded recorded(
      String id, Optional<Outcome> outcome, Optional<String> undoneBy) {
    Entry.Begun begun =
        new Entry.Begun(
            id,
            id.substring(0, 2),
            AT,
            "root (ann)",
            Optional.of("kernel\u001b[2J"),
            "/run/haproxy/admin.sock",
            new ProcessIdentity(4711, AT, "3.2.1"),
            WEB1,
            AdminState.READY,
            AdminState.DRAIN,
            "set server app/web1 state drain",
            List.of());
    return new Recorded(begun, outcome.map(o -> new Entry.Ended(id, AT, o, "")), undoneBy);
  }

  private static String page(Consumer<Page> writing) {
    StringWriter text = new StringWriter();
    writing.accept(new Page(new PrintWriter(text), new Page.Look(false, true, 80)));
    return text.toString();
  }

  private static String json(Consumer<PrintWriter> writing) {
    StringWriter text = new StringWriter();
    writing.accept(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void a_plan_says_what_is_left_and_why_it_is_refused() {
    Golden.compare("maint-plan.txt", page(p -> TextPlan.write(PLAN, p)));
  }

  @Test
  void what_became_of_it_names_what_did_not_work() {
    Golden.compare(
        "maint-done.txt",
        page(p ->
            TextPlan.done(
                List.of(
                    new Done(DRAIN, Outcome.VERIFIED, ""),
                    new Done(DRAIN, Outcome.REFUSED, "HAProxy says: No such server.")),
                p)));
  }

  @Test
  void a_plan_is_one_document() throws Exception {
    String document =
        json(out ->
            JsonMaint.write(
                new ChangeReport(
                    ChangeReport.Result.FAILED,
                    "r1",
                    PLAN,
                    List.of(new Done(DRAIN, Outcome.UNVERIFIED, "?")),
                    Optional.empty()),
                out));
    Golden.compare("maint-plan.json", document);
    assertThat(new ObjectMapper().readTree(document).get("schema").asInt()).isEqualTo(1);
  }

  private static final RollingReport ROLLING =
      new RollingReport(
          ChangeReport.Result.FAILED,
          "r1",
          List.of(WEB1, ODD),
          List.of(WEB1),
          Optional.of(new Rolling.Stop(ODD, Rolling.Step.WORK, "the command ended with status 1")));

  @Test
  void a_rolling_maintenance_that_stopped_says_how_to_go_on_and_back() {
    Golden.compare(
        "maint-rolling.txt",
        page(p -> {
          TextRolling.begins(WEB1, Rolling.Step.SESSIONS, p);
          TextRolling.write(ROLLING, p);
        }));
    Golden.compare("maint-rolling.json", json(out -> JsonMaint.write(ROLLING, out)));
  }

  @Test
  void the_history_tells_what_is_not_known() {
    Golden.compare("maint-history.txt", page(p -> TextHistory.write(HISTORY, ZoneOffset.UTC, p)));
  }

  @Test
  void the_history_is_one_document() throws Exception {
    String document = json(out -> JsonMaint.write(HISTORY, out));
    Golden.compare("maint-history.json", document);
    assertThat(new ObjectMapper().readTree(document).get("changes")).hasSize(2);
  }
}
