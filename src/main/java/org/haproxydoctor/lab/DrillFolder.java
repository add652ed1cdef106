package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.stream.Stream;

/// The private folder of one rehearsal: configuration, socket and log.
///
/// @param path short, because the path of a UNIX socket has at most 107 bytes
record DrillFolder(Path path) {
  private static final int LONGEST_PARENT = 60;
  private static final FileAttribute<?> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  static DrillFolder create() throws IOException {
    Path usual = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    Path parent = usual.toString().length() > LONGEST_PARENT ? Path.of("/tmp") : usual;
    String name = "drill-%06x".formatted(new SecureRandom().nextInt(1 << 24));
    return new DrillFolder(Files.createDirectory(parent.resolve(name), OURS_ALONE));
  }

  Path config() {
    return path.resolve("haproxy.cfg");
  }

  Path socket() {
    return path.resolve("admin.sock");
  }

  Path log() {
    return path.resolve("haproxy.log");
  }

  Path output() {
    return path.resolve("haproxy.out");
  }

  void delete() throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }
}
