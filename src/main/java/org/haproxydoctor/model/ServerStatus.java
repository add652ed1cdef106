package org.haproxydoctor.model;

import java.util.Optional;

/// The `status` column of a server in `show stat`, in the words of HAProxy's `srv_hlt_st`
/// (`src/stats-proxy.c`).
///
/// @param word what kind of status it is
/// @param raw the column as HAProxy wrote it
/// @param via the tracked server of `MAINT (via backend/server)`
public record ServerStatus(Word word, String raw, Optional<ServerRef> via) {

  /// The kinds of status; numbers such as in `UP 1/3` stay in [#raw()].
  public enum Word {
    /// `UP`
    UP,
    /// `UP n/m`: the last check failed, `n` failures left until DOWN; or never checked yet, or only
    /// a few times.
    UP_GOING_DOWN,
    /// `DOWN`
    DOWN,
    /// `DOWN n/m`: the last check passed, `n` of the `m` successes needed.
    DOWN_GOING_UP,
    /// `DOWN (agent)`
    DOWN_BY_AGENT,
    /// `NOLB`, `NOLB n/m`: stopping, persistent sessions only.
    NOLB,
    /// `DRAIN`, `DRAIN n/m`, `DRAIN (agent)`
    DRAIN,
    /// `MAINT`
    MAINT,
    /// `MAINT (resolution)`: the server's name has no address.
    MAINT_RESOLUTION,
    /// `MAINT (resolution)` of a server that waits for one more address: others that are numbered
    /// like it have all there are. HAProxy has no word of its own for it.
    MAINT_SPARE,
    /// `MAINT (via backend/server)`
    MAINT_VIA,
    /// `no check`
    NO_CHECK,
    /// A word this version of haproxy-doctor does not know.
    OTHER
  }

  /// @return whether the balancer may choose this server, its weight aside
  public boolean takesTraffic() {
    return switch (word) {
      case UP, UP_GOING_DOWN, NO_CHECK -> true;
      case DOWN,
          DOWN_GOING_UP,
          DOWN_BY_AGENT,
          NOLB,
          DRAIN,
          MAINT,
          MAINT_RESOLUTION,
          MAINT_SPARE,
          MAINT_VIA,
          OTHER ->
          false;
    };
  }

  public boolean isMaintenance() {
    return switch (word) {
      case MAINT, MAINT_RESOLUTION, MAINT_SPARE, MAINT_VIA -> true;
      case UP, UP_GOING_DOWN, DOWN, DOWN_GOING_UP, DOWN_BY_AGENT, NOLB, DRAIN, NO_CHECK, OTHER ->
          false;
    };
  }

  public boolean isDown() {
    return word == Word.DOWN || word == Word.DOWN_GOING_UP || word == Word.DOWN_BY_AGENT;
  }
}
