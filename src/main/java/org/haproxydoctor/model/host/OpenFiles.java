package org.haproxydoctor.model.host;

/// The file descriptors of a process (`/proc/PID/fd`, `Max open files` of `/proc/PID/limits`).
///
/// @param open how many are open
/// @param limit the soft limit, which is what counts
public record OpenFiles(long pid, int open, long limit) {
  /// Fewer than this many descriptors are no room to work in.
  private static final int ROOM = 2;

  public boolean isExhausted() {
    return open + ROOM > limit;
  }
}
