package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/// Writes one JSON document, indented, and ends it with a newline.
///
/// Only Jackson's streaming part is used: it starts fast, and the order of keys is the order of the
/// code.
final class Json {
  private Json() {}

  /// The body of a document.
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /// Writes `{"schema": 1, …}`; the writer is flushed, not closed.
  static void document(PrintWriter out, Body body) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter()
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(indenter)
              .withArrayIndenter(indenter));
      json.setCharacterEscapes(new JsonEscapes());
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print('\n');
    out.flush();
  }

  /// Writes an array of strings.
  static void strings(JsonGenerator json, String name, Iterable<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
