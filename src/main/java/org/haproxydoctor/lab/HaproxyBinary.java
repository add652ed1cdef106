package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;

/// The haproxy program that rehearsals run.
///
/// @param version as `haproxy -v` tells it, such as `2.6.12`
public record HaproxyBinary(Path path, String version) {
  // 1.x and 2.0 write HA-Proxy.
  private static final Pattern VERSION = Pattern.compile("HA-?Proxy version ([0-9][0-9A-Za-z.]*)");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// @param wanted the path a user gave; otherwise the search path decides, then the places that an
  ///   ordinary user's search path leaves out
  /// @throws CannotLookException when there is none, or it is no HAProxy
  public static HaproxyBinary find(Optional<Path> wanted, String searchPath) {
    Path path =
        wanted.orElseGet(() ->
            Stream.concat(
                    Stream.of(searchPath.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "haproxy"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                    new CannotLookException(
                        "a drill needs the haproxy program, and there is none on this host",
                        "install the package haproxy, or name the program with --haproxy"
                            + " PATH")));
    return new HaproxyBinary(path, versionOf(path));
  }

  private static String versionOf(Path path) {
    String says;
    try {
      says = Finished.run(PATIENCE, path.toString(), "-v").output();
    } catch (IOException e) {
      throw new CannotLookException(
          path + " cannot be run: " + e.getMessage(), "name haproxy itself with --haproxy PATH");
    }
    Matcher version = VERSION.matcher(says);
    if (!version.find()) {
      throw new CannotLookException(
          path + " is no HAProxy: it does not tell its version",
          "name haproxy itself with --haproxy PATH");
    }
    return version.group(1).replaceAll("\\.$", "");
  }
}
