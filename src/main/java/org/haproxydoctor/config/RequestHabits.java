package org.haproxydoctor.config;

import java.util.List;
import java.util.Optional;

/// What versions of HAProxy do differently with the headers of a check's request.
///
/// @param alwaysLength `content-length: 0` also goes out with methods that need none, to which some
///   servers answer 400 (issues 2026 and 2851 of HAProxy; CHANGELOG of the branches; seen on 2.2.9)
/// @param keepsConnection a configured `connection` header has an effect (2.4 and later)
/// @param keepsHeaders merging a request that has no headers keeps those there are (2.4 and later)
/// @param namesServer `%s` and `%b` name the server that is checked (2.4 and later)
record RequestHabits(
    boolean alwaysLength, boolean keepsConnection, boolean keepsHeaders, boolean namesServer) {
  private static final int EVERY = Integer.MAX_VALUE;
  private static final List<Releases> ALWAYS_LENGTH =
      List.of(
          new Releases(2, 2, 0, 30),
          new Releases(2, 3, 0, EVERY),
          new Releases(2, 4, 0, 23),
          new Releases(2, 5, 0, 13),
          new Releases(2, 6, 0, 10),
          new Releases(2, 7, 0, 4),
          new Releases(2, 9, 1, 15),
          new Releases(3, 0, 0, 9),
          new Releases(3, 1, 0, 4));

  /// Releases of one branch.
  ///
  /// @param first number of the first of them
  /// @param end number of the first one after them
  private record Releases(int major, int minor, int first, int end) {
    boolean have(HaproxyVersion version) {
      return version.major() == major
          && version.minor() == minor
          && version.patch() >= first
          && version.patch() < end;
    }
  }

  /// @param version empty when not known: then as the newest ones do
  static RequestHabits of(Optional<HaproxyVersion> version) {
    boolean recent = version.filter(v -> v.isBefore(2, 4)).isEmpty();
    return new RequestHabits(
        version.filter(v -> ALWAYS_LENGTH.stream().anyMatch(r -> r.have(v))).isPresent(),
        recent,
        recent,
        recent);
  }
}
