package org.haproxydoctor.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.HaproxyVersion;

/// The environment variables that HAProxy itself sets before it reads its configuration
/// (configuration manual, section 2.3; seen on 2.6, 3.0, 3.2 and 3.4).
final class OwnVariables {
  static final String LOCAL_PEER = "HAPROXY_LOCALPEER";

  /// Those that tell whether there is a master process, which the configuration alone does not.
  private static final Set<String> OF_THE_MASTER =
      Set.of("HAPROXY_MWORKER", "HAPROXY_CLI", "HAPROXY_MASTER_CLI");

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private OwnVariables() {}

  /// @param version as HAProxy prints it
  static void preset(Environment environment, Optional<String> version, List<String> files) {
    hostName().ifPresent(h -> environment.preset(LOCAL_PEER, h));
    Optional<HaproxyVersion> parsed = version.flatMap(HaproxyVersion::parse);
    if (parsed.filter(v -> !v.isBefore(2, 6)).isPresent()) {
      environment.preset("HAPROXY_STARTUP_VERSION", version.orElseThrow());
    }
    parsed
        .filter(v -> !v.isBefore(3, 0))
        .ifPresent(v -> environment.preset("HAPROXY_BRANCH", v.major() + "." + v.minor()));
    if (parsed.filter(v -> v.isBefore(3, 1)).isEmpty()) {
      environment.preset("HAPROXY_CFGFILES", String.join(";", files));
    }
  }

  /// @return whether HAProxy may have set the variable although it is not known here
  static boolean maybeSet(String name) {
    return OF_THE_MASTER.contains(name);
  }

  private static Optional<String> hostName() {
    try {
      return Optional.of(Files.readString(HOST_NAME).strip()).filter(h -> !h.isEmpty());
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }
}
