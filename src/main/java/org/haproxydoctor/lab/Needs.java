package org.haproxydoctor.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a drill needs of the host it is rehearsed on.
public final class Needs {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Needs() {}

  /// @return why a drill cannot be staged here, one clause; empty when it can as far as known
  public static Optional<String> missing(Drill drill) {
    Set<String> programs = programs(drill);
    if (programs.isEmpty() && !drill.site().outside()) {
      return Optional.empty();
    }
    Optional<Namespace> namespace = Namespace.available();
    if (namespace.isEmpty()) {
      return Optional.of("it needs a network namespace of its own, which takes root");
    }
    if (drill.site().outside() && !namespace.get().byRight()) {
      return Optional.of(
          "it needs to look into a network namespace from outside, which takes root");
    }
    return programs.contains("nft") && !works(namespace.get(), "nft", "list", "tables")
        ? Optional.of("it needs nftables, which this host does not offer")
        : Optional.empty();
  }

  private static Set<String> programs(Drill drill) {
    Stream<String> staged =
        drill.stage().stream()
            .flatMap(
                a -> a instanceof StageAction.Network(String line) ? Stream.of(line) : Stream.of());
    return Stream.concat(drill.site().network().stream(), staged)
        .map(line -> new NetworkCommand(line).program())
        .collect(Collectors.toSet());
  }

  private static boolean works(Namespace namespace, String... command) {
    try {
      String[] inside = namespace.around(List.of(command)).toArray(String[]::new);
      return Finished.run(PATIENCE, inside).status() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
