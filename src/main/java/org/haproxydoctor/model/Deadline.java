package org.haproxydoctor.model;

import java.time.Duration;

/// A moment on the monotonic clock by which something must have ended.
public record Deadline(long nanoTime) {
  /// @param budget time from now; negative counts as none left
  public static Deadline in(Duration budget) {
    return new Deadline(System.nanoTime() + budget.toNanos());
  }

  /// @return time left, never negative
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  public boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /// @return milliseconds left, at least 1 because sockets read 0 as "for ever"
  public int millisForSocket() {
    return Math.clamp(left().toMillis(), 1, Integer.MAX_VALUE);
  }

  /// @return the earlier of this deadline and one that lies `limit` ahead
  public Deadline within(Duration limit) {
    Deadline other = in(limit);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
