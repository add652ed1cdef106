package org.haproxydoctor.mitigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.mitigate.Cluster.ref;
import static org.haproxydoctor.mitigate.JournalTest.PROCESS;
import static org.haproxydoctor.mitigate.JournalTest.begun;
import static org.haproxydoctor.model.AdminState.DRAIN;
import static org.haproxydoctor.model.AdminState.MAINT;
import static org.haproxydoctor.model.AdminState.READY;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.mitigate.Entry.Begun;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.model.AdminState;
import org.junit.jupiter.api.Test;

/// `app/w1` was brought from ready to drain.
class UndoTest {
  private static Undo undo(Cluster cluster, ProcessIdentity now) {
    Recorded change =
        new Recorded(begun("r1.1", "app/w1", List.of()), Optional.empty(), Optional.empty());
    return Undo.of(List.of(Net.of(List.of(change))), cluster.situation(), now);
  }

  @Test
  void goes_back_to_the_recorded_state() {
    Undo undo = undo(new Cluster().in(DRAIN, "app/w1"), PROCESS);

    assertThat(undo.changes())
        .containsEntry(new Change(ref("app/w1"), DRAIN, READY), List.of("r1.1"));
    assertThat(undo.refusals()).isEmpty();
  }

  @Test
  void what_was_never_sent_needs_nothing() {
    Undo undo = undo(new Cluster().up("app/w1"), PROCESS);

    assertThat(undo.changes()).isEmpty();
    assertThat(undo.back()).containsExactly(ref("app/w1"));
  }

  @Test
  void another_one_s_change_is_left_alone() {
    Undo undo = undo(new Cluster().in(MAINT, "app/w1"), PROCESS);

    assertThat(undo.changes()).isEmpty();
    assertThat(undo.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.what()).contains("maint, not drain"));
  }

  @Test
  void another_process_never_had_the_change() {
    ProcessIdentity other = new ProcessIdentity(4712, PROCESS.started(), "3.2.1");
    ProcessIdentity again = new ProcessIdentity(4711, PROCESS.started().plusSeconds(60), "3.2.1");
    for (ProcessIdentity now : List.of(other, again)) {
      Undo undo = undo(new Cluster().in(DRAIN, "app/w1"), now);
      assertThat(undo.changes()).isEmpty();
      assertThat(undo.refusals())
          .singleElement()
          .satisfies(r -> assertThat(r.hint()).contains("set server app/w1 state ready"));
    }
  }

  /// A drain that was seen, and a maintenance that may have been sent or not.
  @Test
  void goes_back_over_all_changes_of_a_command_at_once() {
    Begun drain = begun("r1.1", "app/w1", List.of());
    Begun maint =
        new Begun(
            "r1.2",
            "r1",
            drain.at(),
            drain.who(),
            drain.why(),
            drain.socket(),
            PROCESS,
            drain.server(),
            DRAIN,
            MAINT,
            "",
            List.of());
    Net net =
        Net.of(
            List.of(
                new Recorded(maint, Optional.empty(), Optional.empty()),
                new Recorded(
                    drain,
                    Optional.of(JournalTest.ended("r1.1", Outcome.VERIFIED)),
                    Optional.empty())));
    for (AdminState left : List.of(DRAIN, MAINT)) {
      Undo undo = Undo.of(List.of(net), new Cluster().in(left, "app/w1").situation(), PROCESS);
      assertThat(undo.changes())
          .containsExactly(
              Map.entry(new Change(ref("app/w1"), left, READY), List.of("r1.2", "r1.1")));
    }
  }

  @Test
  void the_age_of_a_process_is_known_to_some_seconds() {
    ProcessIdentity same = new ProcessIdentity(4711, PROCESS.started().plusSeconds(2), "3.2.1");

    assertThat(undo(new Cluster().in(DRAIN, "app/w1"), same).changes()).hasSize(1);
  }
}
