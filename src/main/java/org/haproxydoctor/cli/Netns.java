package org.haproxydoctor.cli;

import picocli.CommandLine.Option;

/// Which network namespace to look from.
public final class Netns {
  @Option(
      names = "--netns",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "auto (default): probe from HAProxy's own network namespace when it has another one and"
              + " rights allow; off: stay here.")
  When when = When.AUTO;

  /// When to enter HAProxy's namespace.
  public enum When {
    AUTO,
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
