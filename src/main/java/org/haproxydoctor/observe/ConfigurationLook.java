package org.haproxydoctor.observe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.config.ConfigReader;
import org.haproxydoctor.config.ConfigUnreadableException;
import org.haproxydoctor.config.RunningConfig;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.HostFacts;

/// Reads haproxy.cfg: the files the user names, else those of the running process, else the usual one.
final class ConfigurationLook {
  private final LookOptions options;

  ConfigurationLook(LookOptions options) {
    this.options = options;
  }

  Observed<Configuration> read(Optional<String> version, Optional<HostFacts> host) {
    try {
      return Observed.seen(ConfigReader.read(files(host), options.environment(), version));
    } catch (ConfigUnreadableException e) {
      return Observed.unseen(e.what() + "; " + e.hint());
    }
  }

  /// @return the `stats socket` addresses, the most powerful first; none when nothing can be read
  List<String> socketsOf(Optional<HostFacts> host) {
    return read(Optional.empty(), host).value().map(Configuration::statsSockets).orElse(List.of());
  }

  private List<Path> files(Optional<HostFacts> host) {
    if (!options.configs().isEmpty()) {
      return options.configs().stream().map(Path::of).toList();
    }
    return RunningConfig.files(host.map(HostFacts::haproxyProcesses).orElse(List.of()));
  }
}
