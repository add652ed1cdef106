package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.drill.Diagnosed;
import org.jspecify.annotations.Nullable;

/// Reads the JSON document of a diagnosis back, as far as a rehearsal judges it.
public final class DiagnosisDocument {
  private DiagnosisDocument() {}

  /// @return empty when the text is not one such document and nothing else
  public static Optional<Diagnosed> read(String text) {
    return parse(text)
        .flatMap(document ->
            document.get("findings") instanceof List<?> findings
                ? Optional.of(
                    new Diagnosed(
                        text(document, "status"),
                        findings.stream().map(f -> found(asMap(f))).toList()))
                : Optional.empty());
  }

  /// @return the text as one JSON object, with every scalar as text; empty when it is none, or more
  static Optional<Map<?, ?>> parse(String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      Map<?, ?> document = asMap(value(json));
      return json.nextToken() == null ? Optional.of(document) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Diagnosed.Found found(Map<?, ?> finding) {
    return new Diagnosed.Found(
        text(finding, "cause"),
        text(finding, "severity"),
        list(finding, "subjects").stream().map(String::valueOf).toList(),
        list(finding, "evidence").stream().map(e -> text(asMap(e), "source")).toList());
  }

  private static Object value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, value(json));
      }
      return map;
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    }
    return String.valueOf(json.getText());
  }

  static Map<?, ?> asMap(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return map.get(key) instanceof List<?> list ? list : List.of();
  }

  static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
