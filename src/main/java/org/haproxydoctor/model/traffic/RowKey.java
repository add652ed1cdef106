package org.haproxydoctor.model.traffic;

import org.haproxydoctor.model.ServerRef;

/// Names a row of `show stat`.
///
/// @param server empty for FRONTEND and BACKEND rows
public record RowKey(Kind kind, String proxy, String server) {
  /// The `type` of a row; listeners are not looked at.
  public enum Kind {
    FRONTEND,
    BACKEND,
    SERVER
  }

  public static RowKey frontend(String name) {
    return new RowKey(Kind.FRONTEND, name, "");
  }

  public static RowKey backend(String name) {
    return new RowKey(Kind.BACKEND, name, "");
  }

  public static RowKey server(ServerRef ref) {
    return new RowKey(Kind.SERVER, ref.backend(), ref.server());
  }
}
