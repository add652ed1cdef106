package org.haproxydoctor.model.traffic;

/// How long a server's answers took between two readings, worked out of the mean before and after.
///
/// `rtime` is a mean of so many requests that a change shows late. HAProxy adds each new time to a
/// sum and takes the window's part of the old sum away (`swrate_add_dynamic` in
/// `include/haproxy/freq_ctr.h`), so two readings tell what was added. The window is 512 requests
/// (`TIME_STATS_SAMPLES` in `include/haproxy/defaults.h`), which the manual calls "the last 1024".
///
/// @param millis mean time of the new answers; where that is within the error of rounding, `rtime`
/// @param mean `rtime` of the later reading
/// @param before `rtime` of the earlier reading
/// @param answers how many are new, 0 when they are too few to tell
/// @param known how many answers `rtime` is about
public record RecentTimes(long millis, long mean, long before, long answers, long known) {
  private static final long WINDOW = 512;

  /// Rounding to a millisecond would hide the times of fewer.
  private static final int FEWEST = 5;

  public static RecentTimes of(Movement row) {
    long mean = row.now(Gauge.RESPONSE_TIME).orElse(0);
    long now = row.answersSoFar();
    long answers = row.answers();
    long known = Math.min(now, WINDOW);
    if (answers < FEWEST || row.cleared() || row.before().isEmpty()) {
      return new RecentTimes(mean, mean, mean, 0, known);
    }
    long before = row.before().get().now(Gauge.RESPONSE_TIME).orElse(mean);
    double old = shareOfOlder(now - answers, now);
    double added = (double) (mean - before) * old / (1 - old);
    double error = 1 / (1 - old);
    double sure = Math.signum(added) * Math.max(0, Math.abs(added) - error);
    return new RecentTimes(Math.max(0, Math.round(mean + sure)), mean, before, answers, known);
  }

  /// @return the part of the sum that is left of what it was so many answers ago; below 1
  private static double shareOfOlder(long then, long now) {
    double growing = Math.min(then, WINDOW) / (double) Math.min(now, WINDOW);
    return growing * Math.pow(1 - 1.0 / WINDOW, (double) Math.max(0, now - Math.max(then, WINDOW)));
  }

  /// @return `31 ms over the last 512, about 398 ms over the last 40`
  public String words() {
    return millis == mean
        ? mean + " ms"
        : "%d ms over the last %d, about %d ms over the last %d"
            .formatted(mean, known, millis, answers);
  }
}
