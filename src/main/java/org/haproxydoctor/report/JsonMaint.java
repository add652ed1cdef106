package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.haproxydoctor.mitigate.BackendEffect;
import org.haproxydoctor.mitigate.BackendEffect.Usable;
import org.haproxydoctor.mitigate.Change;
import org.haproxydoctor.mitigate.Entry;
import org.haproxydoctor.mitigate.Executor.Done;
import org.haproxydoctor.mitigate.History;
import org.haproxydoctor.mitigate.Plan;
import org.haproxydoctor.mitigate.Recorded;
import org.haproxydoctor.mitigate.Refusal;
import org.haproxydoctor.mitigate.Rolling.Stop;
import org.haproxydoctor.model.ServerRef;

/// Plans, what became of them, and the journal as one JSON document, schema 1.
public final class JsonMaint {
  private JsonMaint() {}

  public static void write(ChangeReport report, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeStringField("result", report.result().word());
          if (!report.run().isEmpty()) {
            json.writeStringField("run", report.run());
          }
          plan(json, report.plan());
          json.writeArrayFieldStart("done");
          for (Done one : report.done()) {
            json.writeStartObject();
            json.writeStringField("server", one.change().server().toString());
            json.writeStringField("outcome", HistoryWords.of(one.outcome()));
            json.writeStringField("detail", one.detail());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (report.left().isPresent()) {
            json.writeNumberField("sessionsLeft", report.left().get().all());
            json.writeNumberField("waitedMillis", report.left().get().waited().toMillis());
          }
        });
  }

  public static void write(RollingReport report, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeStringField("result", report.result().word());
          if (!report.run().isEmpty()) {
            json.writeStringField("run", report.run());
          }
          Json.strings(
              json, "servers", report.servers().stream().map(ServerRef::toString).toList());
          Json.strings(json, "passed", report.passed().stream().map(ServerRef::toString).toList());
          if (report.stop().isPresent()) {
            Stop stop = report.stop().get();
            json.writeObjectFieldStart("stopped");
            json.writeStringField("server", stop.server().toString());
            json.writeStringField("step", stop.step().name().toLowerCase(Locale.ROOT));
            json.writeStringField("why", stop.why());
            json.writeEndObject();
          }
        });
  }

  private static void plan(JsonGenerator json, Plan plan) throws IOException {
    json.writeArrayFieldStart("changes");
    for (Change change : plan.changes()) {
      json.writeStartObject();
      json.writeStringField("server", change.server().toString());
      json.writeStringField("from", change.from().word());
      json.writeStringField("to", change.to().word());
      json.writeStringField("command", change.line());
      json.writeEndObject();
    }
    json.writeEndArray();
    Json.strings(json, "already", plan.already().stream().map(ServerRef::toString).toList());
    json.writeArrayFieldStart("effects");
    for (BackendEffect effect : plan.effects()) {
      json.writeStartObject();
      json.writeStringField("backend", effect.backend());
      usable(json, "before", effect.before());
      usable(json, "after", effect.after());
      json.writeNumberField("sessionsLeaving", effect.sessions());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("refusals");
    for (Refusal refusal : plan.refusals()) {
      json.writeStartObject();
      json.writeStringField("subject", refusal.subject());
      json.writeStringField("what", refusal.what());
      json.writeStringField("hint", refusal.hint());
      json.writeEndObject();
    }
    json.writeEndArray();
    Json.strings(json, "remarks", plan.remarks());
  }

  private static void usable(JsonGenerator json, String name, Usable usable) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("active", usable.active());
    json.writeNumberField("backup", usable.backup());
    json.writeNumberField("weight", usable.weight());
    json.writeEndObject();
  }

  public static void write(History history, PrintWriter out) {
    Json.document(
        out,
        json -> {
          json.writeArrayFieldStart("changes");
          for (Recorded change : history.changes()) {
            change(json, change);
          }
          json.writeEndArray();
          json.writeNumberField("unreadableLines", history.unreadable());
        });
  }

  private static void change(JsonGenerator json, Recorded change) throws IOException {
    Entry.Begun begun = change.begun();
    json.writeStartObject();
    json.writeStringField("id", begun.id());
    json.writeStringField("run", begun.run());
    json.writeStringField("at", begun.at().toString());
    json.writeStringField("who", begun.who());
    if (begun.why().isPresent()) {
      json.writeStringField("why", begun.why().get());
    }
    json.writeStringField("socket", begun.socket());
    json.writeNumberField("pid", begun.process().pid());
    json.writeStringField("server", begun.server().toString());
    json.writeStringField("from", begun.from().word());
    json.writeStringField("to", begun.to().word());
    json.writeStringField("command", begun.command());
    json.writeStringField("outcome", HistoryWords.of(change));
    json.writeStringField("detail", change.ended().map(Entry.Ended::detail).orElse(""));
    Json.strings(json, "undoes", begun.undoes());
    if (change.undoneBy().isPresent()) {
      json.writeStringField("undoneBy", change.undoneBy().get());
    }
    json.writeEndObject();
  }
}
