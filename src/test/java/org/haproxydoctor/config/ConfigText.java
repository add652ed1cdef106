package org.haproxydoctor.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckSpec;

/// Reads configurations given as text.
final class ConfigText {
  private ConfigText() {}

  static Configuration read(String text) {
    return read(text, Map.of(), Optional.of("2.6.12"));
  }

  static Configuration read(
      String text, Map<String, String> environment, Optional<String> version) {
    try {
      Path file = Files.createTempFile("haproxy", ".cfg");
      try {
        Files.writeString(file, text);
        return ConfigReader.read(List.of(file), environment, version);
      } catch (ConfigUnreadableException e) {
        throw new AssertionError(e);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The check of server `s` in backend `b`.
  static CheckSpec check(String text) {
    return server(text).check().orElseThrow(() -> new AssertionError("not checked"));
  }

  /// The check of server `s` in backend `b` by a given version.
  static CheckSpec check(String text, String version) {
    return read(text, Map.of(), Optional.of(version))
        .server(new ServerRef("b", "s"))
        .flatMap(ServerConfig::check)
        .orElseThrow(() -> new AssertionError("not checked"));
  }

  /// The check's notes, each with the number of its line where it has one.
  static List<String> notes(CheckSpec check) {
    return check.notes().stream().map(n -> n.replaceFirst("^haproxy\\d+\\.cfg:", "")).toList();
  }

  /// The server `s` in backend `b`.
  static ServerConfig server(String text) {
    return read(text)
        .server(new ServerRef("b", "s"))
        .orElseThrow(() -> new AssertionError("no server b/s"));
  }

  /// What was not understood, as `line: phrase`.
  static List<String> problems(String text) {
    return problems(read(text));
  }

  static List<String> problems(Configuration configuration) {
    return configuration.problems().stream().map(p -> p.line().number() + ": " + p.what()).toList();
  }
}
