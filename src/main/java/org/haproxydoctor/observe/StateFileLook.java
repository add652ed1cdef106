package org.haproxydoctor.observe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.StateFileUse;
import org.haproxydoctor.model.StateFile;
import org.haproxydoctor.runtimeapi.ServersStateParser;

/// Reads the server-state files that sections of the target are started with.
final class StateFileLook {
  /// Of 100,000 servers.
  private static final int LARGEST = 16 << 20;

  private StateFileLook() {}

  /// @return path as configured to what is in there
  static Map<String, Observed<StateFile>> read(Configuration configuration, Target target) {
    Map<String, Observed<StateFile>> files = new LinkedHashMap<>();
    configuration.backends().stream()
        .filter(b -> target.includes(b.name()))
        .flatMap(b -> b.stateFile().stream())
        .map(StateFileUse::path)
        .forEach(path -> files.computeIfAbsent(path, StateFileLook::read));
    return files;
  }

  private static Observed<StateFile> read(String name) {
    try {
      Path path = Path.of(name);
      if (!path.isAbsolute()) {
        return Observed.unseen(name + " is relative to a directory that is not known");
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        return Observed.unseen(name + " is no regular file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          return Observed.unseen(name + " is larger than 16 MiB");
        }
        return Observed.seen(
            new StateFile(
                name,
                Duration.between(Files.getLastModifiedTime(path).toInstant(), Instant.now()),
                ServersStateParser.parse(new String(bytes, StandardCharsets.UTF_8))));
      }
    } catch (NoSuchFileException e) {
      return Observed.unseen(name + " does not exist");
    } catch (AccessDeniedException e) {
      return Observed.unseen(name + ": permission denied");
    } catch (IOException | InvalidPathException e) {
      return Observed.unseen(name + " cannot be read: " + e.getMessage());
    }
  }
}
