package org.haproxydoctor.mitigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxydoctor.mitigate.Cluster.ref;
import static org.haproxydoctor.mitigate.JournalTest.PROCESS;
import static org.haproxydoctor.mitigate.JournalTest.begun;
import static org.haproxydoctor.model.AdminState.DRAIN;
import static org.haproxydoctor.model.AdminState.MAINT;
import static org.haproxydoctor.model.AdminState.READY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `app/w1` was brought from ready to drain.
class UndoTest {
  private static Undo undo(Cluster cluster, ProcessIdentity now) {
    Recorded change =
        new Recorded(begun("r1.1", "app/w1", Optional.empty()), Optional.empty(), Optional.empty());
    return Undo.of(List.of(change), cluster.situation(), now);
  }

  @Test
  void goes_back_to_the_recorded_state() {
    Undo undo = undo(new Cluster().in(DRAIN, "app/w1"), PROCESS);

    assertThat(undo.changes()).containsEntry(new Change(ref("app/w1"), DRAIN, READY), "r1.1");
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

  @Test
  void the_age_of_a_process_is_known_to_some_seconds() {
    ProcessIdentity same = new ProcessIdentity(4711, PROCESS.started().plusSeconds(2), "3.2.1");

    assertThat(undo(new Cluster().in(DRAIN, "app/w1"), same).changes()).hasSize(1);
  }
}
