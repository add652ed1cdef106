package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Clue.Reach;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.Rule;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.FileCheck;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.Observed;

/// HAProxy's own program refuses the files as they are now: the next reload fails, and after a
/// restart nothing runs any more.
///
/// Not to be confused with files that only this user may not read: what could not be judged is not
/// called wrong.
final class ConfigInvalid implements Rule {
  private static final int SHOWN = 5;

  @Override
  public Cause cause() {
    return Cause.fault("config-invalid");
  }

  @Override
  public List<Opinion> examine(Observations seen) {
    if (seen.configuration().value().isEmpty()) {
      return List.of();
    }
    return List.of(
        switch (seen.upkeep().fileCheck()) {
          case Observed.Unseen<FileCheck>(String why) -> Opinion.notExamined(why);
          case Observed.Seen<FileCheck>(FileCheck check) ->
              Opinion.foundIf(!check.accepted(), () -> clue(check, seen));
        });
  }

  private static Clue clue(FileCheck check, Observations seen) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence(
            Evidence.Witness.HAPROXY,
            "haproxy -c",
            Clue.PROCESS,
            String.join(" ", check.files()),
            "refused by " + check.program()));
    for (ConfigLine complaint : check.complaints().stream().limit(SHOWN).toList()) {
      evidence.add(
          complaint.number() > 0
              ? Evidence.config(Clue.PROCESS, "haproxy -c", complaint)
              : new Evidence(
                  Evidence.Witness.HAPROXY, "haproxy -c", Clue.PROCESS, "says", complaint.text()));
    }
    ConfigLine first = check.complaints().getFirst();
    String place = first.number() > 0 ? first.place() + ": " : "";
    Clue clue =
        Clue.of(
                Clue.PROCESS,
                "the configuration would be refused at the next reload: " + place + first.text(),
                evidence)
            .withFacts(
                first.number() > 0
                    ? Facts.at(first)
                    : check.files().isEmpty()
                        ? Map.of()
                        : Map.of("config.file", check.files().getFirst()));
    // As long as a process runs, nobody suffers from what is on the disk.
    return seen.socketTrouble().isPresent() ? clue : clue.concerning(Reach.LATER);
  }
}
