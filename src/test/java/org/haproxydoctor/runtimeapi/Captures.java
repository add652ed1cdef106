package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Raw answers of real HAProxies, by version.
final class Captures {
  static final List<String> VERSIONS =
      List.of("2.0.0", "2.4.0", "2.6.12", "2.8.0", "3.0.0", "3.4.0");

  private Captures() {}

  static String read(String version, String file) {
    try (InputStream in = Captures.class.getResourceAsStream("/captures/" + version + "/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no capture " + version + "/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
