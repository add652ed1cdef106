package org.haproxydoctor.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files and folders whose names begin with what was typed.
final class FileNames {
  private FileNames() {}

  static List<Suggestion> of(String word) {
    String folder = word.substring(0, word.lastIndexOf('/') + 1);
    try (Stream<Path> entries = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
      return entries
          .map(p -> suggestion(folder, p))
          .filter(s -> s.value().startsWith(word) && s.value().matches("\\p{Graph}+"))
          .sorted((a, b) -> a.value().compareTo(b.value()))
          .toList();
    } catch (IOException | InvalidPathException _) {
      return List.of();
    }
  }

  private static Suggestion suggestion(String folder, Path entry) {
    boolean goesOn = Files.isDirectory(entry);
    String name = folder + entry.getFileName();
    return new Suggestion(goesOn ? name + "/" : name, "", !goesOn);
  }
}
