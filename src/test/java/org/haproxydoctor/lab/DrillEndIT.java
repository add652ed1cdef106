package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a drill ends, it leaves nothing behind.
class DrillEndIT {
  private static final Packaged PROGRAM = Packaged.withHaproxy();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern KEPT = Pattern.compile("goes on, pid (\\d+), in (\\S+)\\. ");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void a_signal_leaves_neither_process_nor_folder(String signal) throws Exception {
    Path err = folder.resolve("err");
    Process drill =
        PROGRAM.start(folder.resolve("out"), err, "drill", "run", "weight-zero", "--keep");
    try {
      Matcher kept = await(err);
      ProcessHandle haproxy = ProcessHandle.of(Long.parseLong(kept.group(1))).orElseThrow();
      Path left = Path.of(kept.group(2));
      assertThat(haproxy.isAlive()).isTrue();
      assertThat(left).isDirectory();

      Process kill = new ProcessBuilder("kill", "-" + signal, "" + drill.pid()).start();
      assertThat(kill.waitFor()).isZero();

      waitUntil(() -> !haproxy.isAlive() && Files.notExists(left));
      assertThat(haproxy.isAlive()).isFalse();
      assertThat(left).doesNotExist();
    } finally {
      drill.destroyForcibly();
    }
  }

  @Test
  void a_configuration_that_haproxy_refuses_is_reported_in_its_words() throws Exception {
    DrillFolder drill = new DrillFolder(folder);
    Files.writeString(drill.config(), "global\n    nonsense here\n");
    HaproxyBinary binary = HaproxyBinary.find(Optional.empty(), System.getenv("PATH"));
    try (PrivateHaproxy haproxy = PrivateHaproxy.launch(binary, drill)) {
      assertThatThrownBy(() -> haproxy.awaitAnswer(Deadline.in(PATIENCE)))
          .isInstanceOf(CannotLookException.class)
          .hasMessageContaining("haproxy.cfg:2")
          .hasMessageContaining("unknown keyword 'nonsense'");
    }
  }

  private static Matcher await(Path err) throws Exception {
    Deadline deadline = Deadline.in(PATIENCE);
    while (true) {
      String said = Files.readString(err);
      Matcher kept = KEPT.matcher(said);
      if (kept.find()) {
        return kept;
      }
      assertThat(deadline.passed()).as(said).isFalse();
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static void waitUntil(BooleanSupplier condition) throws IOException {
    Deadline deadline = Deadline.in(PATIENCE);
    while (!condition.getAsBoolean() && !deadline.passed()) {
      LockSupport.parkNanos(10_000_000);
    }
  }
}
