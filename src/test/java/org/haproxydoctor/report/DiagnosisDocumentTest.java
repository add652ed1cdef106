package org.haproxydoctor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.haproxydoctor.model.drill.Diagnosed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisDocumentTest {
  @Test
  void status_and_findings_are_read() {
    String document =
        """
        {"schema": 1, "status": "CRITICAL", "haproxy": {"pid": 1, "up": [true, null]},
         "findings": [{"cause": "weight-zero", "severity": "critical", "subjects": ["a/b"],
           "evidence": [{"source": "show stat", "value": "0"}, {"source": "haproxy.cfg:3"}]}]}
        """;
    assertThat(DiagnosisDocument.read(document))
        .contains(
            new Diagnosed(
                "CRITICAL",
                List.of(
                    new Diagnosed.Found(
                        "weight-zero",
                        "critical",
                        List.of("a/b"),
                        List.of("show stat", "haproxy.cfg:3")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{\"findings\": [",
        "{\"status\": \"OK\"}",
        "[]",
        "{\"findings\": []} {\"findings\": []}"
      })
  void anything_else_is_none(String text) {
    assertThat(DiagnosisDocument.read(text)).isEmpty();
  }
}
