package org.haproxydoctor.model;

import java.util.Comparator;
import java.util.Optional;

/// A server's name as the Runtime API writes it: `backend/server`.
public record ServerRef(String backend, String server) implements Comparable<ServerRef> {
  private static final Comparator<ServerRef> ORDER =
      Comparator.comparing(ServerRef::backend).thenComparing(ServerRef::server);

  /// Splits `backend/server` at the first slash; proxy names never hold one.
  ///
  /// @return empty when a part is missing
  public static Optional<ServerRef> parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(new ServerRef(text.substring(0, slash), text.substring(slash + 1)));
  }

  @Override
  public int compareTo(ServerRef other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return backend + "/" + server;
  }
}
