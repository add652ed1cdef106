package org.haproxydoctor.report;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxydoctor.model.drill.DrillRow;
import org.haproxydoctor.model.drill.DrillRow.Result;

/// Reads the JSON document of one rehearsal back, for the table of all.
public final class DrillDocument {
  private DrillDocument() {}

  /// @param drill its name
  /// @param expected the true cause; empty for a trap
  /// @param took for the whole rehearsal
  /// @return a failed rehearsal when the text is no such document
  public static DrillRow read(String text, String drill, String expected, Duration took) {
    Map<?, ?> document = DiagnosisDocument.parse(text).orElse(Map.of());
    Map<?, ?> error = DiagnosisDocument.asMap(document.get("error"));
    Result result =
        Stream.of(Result.values())
            .filter(r -> r.word().equals(document.get("result")))
            .findFirst()
            .orElse(Result.FAILED);
    String why = DiagnosisDocument.text(document, "why");
    String what = DiagnosisDocument.text(error, "what");
    String alarms = DiagnosisDocument.text(document, "findingsAboveInfo");
    return new DrillRow(
        drill,
        result,
        expected,
        DiagnosisDocument.text(document, "cause"),
        DiagnosisDocument.text(document, "status"),
        alarms.matches("\\d{1,6}") ? Integer.parseInt(alarms) : 0,
        took,
        result == Result.PASSED || !why.isEmpty()
            ? why
            : what.isEmpty() ? "the rehearsal ended without a document" : what);
  }
}
