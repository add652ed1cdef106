package org.haproxydoctor.mitigate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.AdminState;
import org.haproxydoctor.model.ServerRef;

/// The way back to the state that the journal recorded.
///
/// @param changes to be made, each with the recorded change that it takes back
/// @param back servers that are in their old state already
/// @param refusals why others cannot be taken back
public record Undo(Map<Change, String> changes, List<ServerRef> back, List<Refusal> refusals) {
  public Undo {
    back = List.copyOf(back);
    refusals = List.copyOf(refusals);
  }

  /// @param recorded what is to be taken back, latest first
  /// @param now which process answers
  public static Undo of(List<Recorded> recorded, Situation situation, ProcessIdentity now) {
    Map<Change, String> changes = new LinkedHashMap<>();
    List<ServerRef> back = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Recorded each : recorded) {
      Entry.Begun begun = each.begun();
      Optional<AdminState> state = situation.state(begun.server());
      if (!begun.process().isSame(now)) {
        refusals.add(replaced(begun, now, state));
      } else if (state.filter(begun.from()::equals).isPresent()) {
        back.add(begun.server());
      } else if (state.filter(begun.to()::equals).isPresent()) {
        changes.put(new Change(begun.server(), begun.to(), begun.from()), begun.id());
      } else {
        refusals.add(overtaken(begun, state));
      }
    }
    return new Undo(changes, back, refusals);
  }

  private static Refusal replaced(
      Entry.Begun begun, ProcessIdentity now, Optional<AdminState> state) {
    return new Refusal(
        begun.server().toString(),
        "the process that was changed, pid "
            + begun.process().pid()
            + ", is gone; pid "
            + now.pid()
            + " answers and never had the change",
        state.filter(begun.from()::equals).isPresent()
            ? "it is in state " + begun.from().word() + " as before: nothing is needed"
            : "look at it; to bring it there by hand: "
                + new Change(begun.server(), begun.to(), begun.from()).line());
  }

  private static Refusal overtaken(Entry.Begun begun, Optional<AdminState> state) {
    return new Refusal(
        begun.server().toString(),
        "it is in state "
            + state.map(AdminState::word).orElse("unknown")
            + ", not "
            + begun.to().word()
            + " as this change left it: somebody else has changed it meanwhile",
        "ask who it was; `maint "
            + begun.from().word()
            + " "
            + begun.server()
            + "` brings it back to where it was before");
  }
}
