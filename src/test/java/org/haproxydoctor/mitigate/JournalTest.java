package org.haproxydoctor.mitigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.haproxydoctor.model.AdminState.DRAIN;
import static org.haproxydoctor.model.AdminState.READY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.mitigate.Entry.Begun;
import org.haproxydoctor.mitigate.Entry.Ended;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.mitigate.Entry.RollingBegun;
import org.haproxydoctor.mitigate.Entry.RollingPassed;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
  static final ProcessIdentity PROCESS = new ProcessIdentity(4711, NOW.minusSeconds(3600), "3.2.1");

  @TempDir Path directory;

  static Begun begun(String id, String server, List<String> undoes) {
    return new Begun(
        id,
        id.replaceFirst("\\.\\d+$", ""),
        NOW,
        "ann \"on call\"",
        Optional.of("kernel\nupdate"),
        "/run/haproxy/admin.sock",
        PROCESS,
        ServerRef.parse(server).orElseThrow(),
        READY,
        DRAIN,
        "set server " + server + " state drain",
        undoes);
  }

  static Ended ended(String id, Outcome outcome) {
    return new Ended(id, NOW.plusSeconds(1), outcome, "");
  }

  private Journal journal() {
    return new Journal(directory.resolve("state/haproxy-doctor"));
  }

  @Test
  void gives_back_what_was_written_and_nobody_else_may_read_it() throws IOException {
    Begun begun = begun("r1.1", "app/w1", List.of());
    journal().add(begun);
    journal().add(ended("r1.1", Outcome.VERIFIED));

    assertThat(journal().read().changes())
        .containsExactly(
            new Recorded(begun, Optional.of(ended("r1.1", Outcome.VERIFIED)), Optional.empty()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal().file())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(journal().file().getParent())))
        .isEqualTo("rwx------");
    assertThat(Files.readAllLines(journal().file())).hasSize(2);
  }

  @Test
  void a_journal_that_was_never_written_is_empty() throws IOException {
    assertThat(journal().read()).isEqualTo(new History(List.of(), List.of(), 0));
  }

  @Test
  void half_a_line_costs_no_other_line() throws IOException {
    journal().add(begun("r1.1", "app/w1", List.of()));
    Files.writeString(journal().file(), "{\"id\":\"r1.1\",\"outc", StandardOpenOption.APPEND);
    journal().add(begun("r2.1", "app/w2", List.of()));

    History history = journal().read();
    assertThat(history.unreadable()).isEqualTo(1);
    assertThat(history.changes()).extracting(c -> c.begun().id()).containsExactly("r1.1", "r2.1");
    assertThat(history.changes()).allMatch(c -> c.ended().isEmpty());
  }

  @Test
  void foreign_lines_are_counted_and_left_alone() throws IOException {
    journal().add(begun("r1.1", "app/w1", List.of()));
    Files.writeString(
        journal().file(),
        "[]\n"
            + "{\"id\":1}\n"
            + "{\"id\":\"x\",\"at\":\"soon\",\"outcome\":\"verified\",\"detail\":\"\"}\n"
            + "\0\n",
        StandardOpenOption.APPEND);

    assertThat(journal().read().unreadable()).isEqualTo(4);
    assertThat(journal().read().changes()).hasSize(1);
  }

  @Test
  void the_last_command_s_open_changes_come_latest_first() throws IOException {
    for (String id : List.of("r1.1", "r2.1", "r2.2", "r3.1")) {
      journal().add(begun(id, "app/w" + id.charAt(3), List.of()));
      journal().add(ended(id, id.equals("r3.1") ? Outcome.REFUSED : Outcome.VERIFIED));
    }
    assertThat(journal().read().last())
        .extracting(Net::ids)
        .containsExactly(List.of("r2.2"), List.of("r2.1"));

    journal().add(begun("r4.1", "app/w2", List.of("r2.2")));
    journal().add(ended("r4.1", Outcome.VERIFIED));
    assertThat(journal().read().last()).extracting(Net::ids).containsExactly(List.of("r2.1"));
    assertThat(journal().read().named("r1")).hasSize(1);
  }

  @Test
  void an_undo_that_failed_leaves_the_change_open() throws IOException {
    journal().add(begun("r1.1", "app/w1", List.of()));
    journal().add(begun("r2.1", "app/w1", List.of("r1.1")));
    journal().add(ended("r2.1", Outcome.UNVERIFIED));

    assertThat(journal().read().last()).extracting(Net::ids).containsExactly(List.of("r1.1"));
  }

  @Test
  void a_rolling_maintenance_knows_who_is_left() throws IOException {
    List<ServerRef> servers =
        List.of(new ServerRef("app", "w1"), new ServerRef("app", "w2"), new ServerRef("api", "x"));
    RollingBegun begun =
        new RollingBegun(
            "r1",
            NOW,
            "/run/haproxy/admin.sock",
            PROCESS,
            servers,
            Optional.of("systemctl restart \"app\"\nsync"),
            new Rolling.Limits(Duration.ofMinutes(2), Duration.ofMillis(1500), 2));
    journal().add(begun);
    journal().add(new RollingPassed("r1", NOW, servers.getFirst()));

    Rolled rolled = journal().read().rollings().getFirst();
    assertThat(rolled.begun()).isEqualTo(begun);
    assertThat(rolled.remaining()).isEqualTo(servers.subList(1, 3));
  }

  /// Drained, taken out and brought back: as after a maintenance that is over.
  @Test
  void what_is_as_it_was_before_is_nothing_to_take_back() throws IOException {
    journal().add(begun("r0.1", "app/w2", List.of()));
    journal().add(ended("r0.1", Outcome.VERIFIED));
    journal().add(begun("r1.1", "app/w1", List.of()));
    journal().add(ended("r1.1", Outcome.VERIFIED));
    Begun back =
        new Begun(
            "r1.2",
            "r1",
            NOW,
            "ann",
            Optional.empty(),
            "s",
            PROCESS,
            new ServerRef("app", "w1"),
            DRAIN,
            READY,
            "set server app/w1 state ready",
            List.of());
    journal().add(back);
    journal().add(ended("r1.2", Outcome.VERIFIED));

    assertThat(journal().read().last()).extracting(Net::ids).containsExactly(List.of("r0.1"));
  }

  @Test
  void its_place_follows_the_xdg_specification() {
    assertThat(Journal.folder(Map.of("XDG_STATE_HOME", "/var/s", "HOME", "/home/a"), "/root"))
        .isEqualTo(Path.of("/var/s/haproxy-doctor"));
    assertThat(Journal.folder(Map.of("XDG_STATE_HOME", "relative", "HOME", "/home/a"), "/root"))
        .isEqualTo(Path.of("/home/a/.local/state/haproxy-doctor"));
    assertThat(Journal.folder(Map.of(), "/home/ann"))
        .isEqualTo(Path.of("/home/ann/.local/state/haproxy-doctor"));
    assertThatThrownBy(() -> Journal.folder(Map.of(), "?")).isInstanceOf(CannotLookException.class);
  }
}
