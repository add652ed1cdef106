package org.haproxydoctor.observe;

import java.util.List;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.FileCheck;

/// How HAProxy is kept: what matters at the next change rather than now.
///
/// @param level what the Runtime API lets this user do
/// @param fileCheck what HAProxy's own program says of the configuration files
/// @param touched those of the files that were written, or put in place, after the process that
///   answers had started
/// @param defects what is published of faults of HAProxy
public record Upkeep(
    Observed<CliLevel> level,
    Observed<FileCheck> fileCheck,
    List<String> touched,
    List<Defect> defects) {
  public Upkeep {
    touched = List.copyOf(touched);
    defects = List.copyOf(defects);
  }

  /// @param why nothing of it was looked at
  public static Upkeep unseen(String why) {
    return new Upkeep(Observed.unseen(why), Observed.unseen(why), List.of(), List.of());
  }
}
