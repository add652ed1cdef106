package org.haproxydoctor.model.drill;

import java.time.Duration;
import java.util.Locale;

/// One line of the table of all rehearsals.
///
/// @param expected the true cause; empty for a trap
/// @param found the cause that came first; empty when none did
/// @param status the diagnosis's; empty when there was none
/// @param alarms findings above `info`
/// @param why what was missed, or why it was not rehearsed; empty when it passed
public record DrillRow(
    String drill,
    Result result,
    String expected,
    String found,
    String status,
    int alarms,
    Duration took,
    String why) {

  /// What came of a rehearsal.
  public enum Result {
    PASSED,
    FAILED,
    /// It could not be staged here: rights or the release of HAProxy are missing.
    SKIPPED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
