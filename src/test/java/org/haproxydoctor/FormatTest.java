package org.haproxydoctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every Java file is formatted as google-java-format would; `-Dformat=write` rewrites those that
/// are not.
///
/// A test rather than a Maven plugin, because plugins run in Maven's own JVM, which may be too old
/// to parse this project's language level.
class FormatTest {
  @Test
  void java_files_are_formatted() throws Exception {
    boolean write = "write".equals(System.getProperty("format"));
    Formatter formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    for (Path file : javaFiles()) {
      String source = Files.readString(file);
      String formatted = formatter.formatSourceAndFixImports(source);
      if (!formatted.equals(source)) {
        unformatted.add(file);
        if (write) {
          Files.writeString(file, formatted);
        }
      }
    }
    if (!write) {
      assertThat(unformatted).as("run src/dev/format").isEmpty();
    }
  }

  private static List<Path> javaFiles() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
