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
/// @param changes to be made, each with the recorded changes that it takes back
/// @param back servers that are in their old state already
/// @param refusals why others cannot be taken back
public record Undo(
    Map<Change, List<String>> changes, List<ServerRef> back, List<Refusal> refusals) {
  public Undo {
    back = List.copyOf(back);
    refusals = List.copyOf(refusals);
  }

  /// @param nets what is to be taken back, the server that was changed last first
  /// @param now which process answers
  public static Undo of(List<Net> nets, Situation situation, ProcessIdentity now) {
    Map<Change, List<String>> changes = new LinkedHashMap<>();
    List<ServerRef> back = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Net net : nets) {
      Optional<AdminState> state = situation.state(net.server());
      if (!net.latest().process().isSame(now)) {
        refusals.add(replaced(net, now, state));
      } else if (state.filter(net.from()::equals).isPresent()) {
        back.add(net.server());
      } else if (state.filter(net.left()::contains).isPresent()) {
        changes.put(new Change(net.server(), state.get(), net.from()), net.ids());
      } else {
        refusals.add(overtaken(net, state));
      }
    }
    return new Undo(changes, back, refusals);
  }

  private static Refusal replaced(Net net, ProcessIdentity now, Optional<AdminState> state) {
    return new Refusal(
        net.server().toString(),
        "the process that was changed, pid "
            + net.latest().process().pid()
            + ", is gone; pid "
            + now.pid()
            + " answers and never had the change",
        state.filter(net.from()::equals).isPresent()
            ? "it is in state " + net.from().word() + " as before: nothing is needed"
            : "look at it; to bring it there by hand: "
                + new Change(net.server(), net.latest().to(), net.from()).line());
  }

  private static Refusal overtaken(Net net, Optional<AdminState> state) {
    return new Refusal(
        net.server().toString(),
        "it is in state "
            + state.map(AdminState::word).orElse("unknown")
            + ", not "
            + net.latest().to().word()
            + " as this change left it: somebody else has changed it meanwhile",
        "ask who it was; `maint "
            + net.from().word()
            + " "
            + net.server()
            + "` brings it back to where it was before");
  }
}
