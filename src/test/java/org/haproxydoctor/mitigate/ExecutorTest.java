package org.haproxydoctor.mitigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.haproxydoctor.mitigate.Cluster.ref;
import static org.haproxydoctor.mitigate.JournalTest.NOW;
import static org.haproxydoctor.mitigate.JournalTest.PROCESS;
import static org.haproxydoctor.model.AdminState.DRAIN;
import static org.haproxydoctor.model.AdminState.MAINT;
import static org.haproxydoctor.model.AdminState.READY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.mitigate.Entry.Outcome;
import org.haproxydoctor.mitigate.Executor.Author;
import org.haproxydoctor.mitigate.Executor.Done;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.runtimeapi.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorTest {
  private static final Change W1 = new Change(ref("app/w1"), READY, DRAIN);
  private static final Change W2 = new Change(ref("app/w2"), READY, DRAIN);

  @TempDir Path directory;

  private final Cluster cluster = new Cluster().up("app/w1").up("app/w2").up("app/w3");
  private final List<String> sent = new ArrayList<>();
  private ProcessIdentity process = PROCESS;
  private String answer = "";
  private boolean obeys = true;
  private boolean breaksOff;

  private final class Played implements Haproxy {
    @Override
    public String address() {
      return "/run/haproxy/admin.sock";
    }

    @Override
    public ProcessIdentity process() {
      return process;
    }

    @Override
    public Map<ServerRef, ServerState> states() {
      return cluster.states();
    }

    @Override
    public Proxies proxies() {
      return cluster.proxies();
    }

    @Override
    public Optional<CliLevel> level() {
      return Optional.of(CliLevel.ADMIN);
    }

    @Override
    public String send(Command command) {
      // By then the journal knows of it.
      assertThat(history().changes())
          .anyMatch(c -> c.begun().command().equals(command.line()) && c.ended().isEmpty());
      sent.add(command.line());
      if (breaksOff) {
        throw new NoAnswerException("it closed the connection", new IOException());
      }
      if (obeys && answer.isEmpty()) {
        cluster.set(ref(command.line().split(" ", -1)[2]), DRAIN);
      }
      return answer;
    }
  }

  private Journal journal() {
    return new Journal(directory.resolve("journal"));
  }

  private History history() {
    try {
      return journal().read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Done> carryOut(Change... changes) {
    Author author = new Author("r1", 0, "ann", Optional.empty());
    return new Executor(
            new Played(), journal(), author, () -> NOW, Set.of(), Duration.ofMillis(200))
        .carryOut(List.of(changes), PROCESS, Map.of());
  }

  @Test
  void each_change_is_written_sent_and_seen() {
    assertThat(carryOut(W1, W2)).extracting(Done::outcome).containsOnly(Outcome.VERIFIED);
    assertThat(sent)
        .containsExactly("set server app/w1 state drain", "set server app/w2 state drain");
    assertThat(history().changes()).extracting(c -> c.begun().id()).containsExactly("r1.1", "r1.2");
    assertThat(history().changes())
        .allMatch(c -> c.ended().orElseThrow().outcome() == Outcome.VERIFIED);
  }

  @Test
  void what_haproxy_refuses_ends_the_rest() {
    answer = "No such server.";

    assertThat(carryOut(W1, W2))
        .singleElement()
        .satisfies(d -> assertThat(d.outcome()).isEqualTo(Outcome.REFUSED))
        .satisfies(d -> assertThat(d.detail()).contains("No such server."));
    assertThat(sent).hasSize(1);
  }

  @Test
  void a_state_that_changed_since_the_plan_is_not_written_over() {
    cluster.set(ref("app/w1"), MAINT);

    assertThat(carryOut(W1))
        .singleElement()
        .satisfies(d -> assertThat(d.outcome()).isEqualTo(Outcome.OVERTAKEN));
    assertThat(sent).isEmpty();
  }

  @Test
  void the_last_that_is_left_since_the_plan_stays() {
    cluster.set(ref("app/w2"), MAINT);
    cluster.set(ref("app/w3"), DRAIN);

    assertThat(carryOut(W1))
        .singleElement()
        .satisfies(d -> assertThat(d.outcome()).isEqualTo(Outcome.OVERTAKEN))
        .satisfies(d -> assertThat(d.detail()).contains("app: nobody would be left"));
    assertThat(sent).isEmpty();
  }

  @Test
  void another_process_than_the_planned_one_is_not_touched() {
    process = new ProcessIdentity(4712, NOW, "3.2.1");

    assertThat(carryOut(W1))
        .singleElement()
        .satisfies(d -> assertThat(d.outcome()).isEqualTo(Outcome.OVERTAKEN));
    assertThat(sent).isEmpty();
  }

  @Test
  void an_answer_that_never_came_leaves_the_change_open() {
    breaksOff = true;

    assertThat(carryOut(W1))
        .singleElement()
        .satisfies(d -> assertThat(d.outcome()).isEqualTo(Outcome.UNVERIFIED));
    assertThat(history().last()).hasSize(1);
  }

  @Test
  void a_yes_that_does_not_show_is_no_success() {
    obeys = false;

    assertThat(carryOut(W1))
        .singleElement()
        .satisfies(d -> assertThat(d.outcome()).isEqualTo(Outcome.UNVERIFIED))
        .satisfies(d -> assertThat(d.detail()).contains("ready"));
  }

  @Test
  void nothing_is_sent_that_cannot_be_written_down() throws IOException {
    Files.writeString(directory.resolve("journal"), "a file where a folder is needed");

    assertThatThrownBy(() -> carryOut(W1)).isInstanceOf(CannotLookException.class);
    assertThat(sent).isEmpty();
  }
}
