package org.haproxydoctor.config;

import java.util.Optional;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.Releases;

/// What versions of HAProxy do differently with the headers of a check's request.
///
/// @param alwaysLength `content-length: 0` also goes out with methods that need none, to which some
///   servers answer 400 (issues 2026 and 2851 of HAProxy; CHANGELOG of the branches; seen on 2.2.9)
/// @param keepsConnection a configured `connection` header has an effect (2.4 and later)
/// @param keepsHeaders merging a request that has no headers keeps those there are (2.4 and later)
/// @param namesServer `%s` and `%b` name the server that is checked (2.4 and later)
record RequestHabits(
    boolean alwaysLength, boolean keepsConnection, boolean keepsHeaders, boolean namesServer) {
  private static final Releases ALWAYS_LENGTH =
      Releases.parse(
          "2.2.0-29, 2.3, 2.4.0-22, 2.5.0-12, 2.6.0-9, 2.7.0-3, 2.9.1-14, 3.0.0-8, 3.1.0-3");

  /// @param version empty when not known: then as the newest ones do
  static RequestHabits of(Optional<HaproxyVersion> version) {
    boolean recent = version.filter(v -> v.isBefore(2, 4)).isEmpty();
    return new RequestHabits(
        version.filter(ALWAYS_LENGTH::have).isPresent(), recent, recent, recent);
  }
}
