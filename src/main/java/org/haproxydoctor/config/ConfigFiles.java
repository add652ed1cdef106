package org.haproxydoctor.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds and reads the files named with `-f`: a directory stands for its `*.cfg` files that are not
/// hidden, in byte order (management manual, section 3).
final class ConfigFiles {
  private static final int MAX_FILES = 1000;

  private final Problems problems;
  private int bytesLeft;

  /// A file's text, maybe cut.
  record Source(String file, String text) {}

  /// @param maxBytes read from all files together at most
  ConfigFiles(int maxBytes, Problems problems) {
    bytesLeft = maxBytes;
    this.problems = problems;
  }

  List<Source> read(List<Path> paths) {
    List<Source> sources = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : expand(path)) {
        try {
          sources.add(new Source(file.toString(), text(file)));
        } catch (IOException | SecurityException e) {
          problems.add(file.toString(), reason(e));
        }
      }
    }
    return sources;
  }

  private List<Path> expand(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, ConfigFiles::isConfig)) {
      for (Path entry : entries) {
        files.add(entry);
        if (files.size() > MAX_FILES) {
          problems.add(path.toString(), "more than " + MAX_FILES + " files, the rest is not read");
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      problems.add(path.toString(), reason(e));
    }
    if (files.isEmpty()) {
      problems.add(path.toString(), "the directory has no readable *.cfg file");
    }
    files.sort(Comparator.comparing(f -> String.valueOf(f.getFileName())));
    return files;
  }

  private static boolean isConfig(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return name.endsWith(".cfg") && !name.startsWith(".") && Files.isRegularFile(entry);
  }

  private String text(Path file) throws IOException {
    // Opening a FIFO or a terminal would wait for ever.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is not a regular file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(bytesLeft + 1);
    }
    int length = Math.min(bytes.length, bytesLeft);
    if (bytes.length > length) {
      problems.add(file.toString(), "too large, only its first " + length + " bytes are read");
    }
    bytesLeft -= length;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        problems.add(
            file.toString(), "not a text file: it holds a NUL byte, which HAProxy refuses");
        length = i;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "the file does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    String message = e.getMessage();
    return message == null ? "it cannot be read" : message;
  }
}
