package org.haproxydoctor.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.host.OpenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesReaderTest {
  @TempDir Path proc;

  @Test
  void counts_the_open_files_of_a_process() throws IOException {
    process(4, "4    1024");

    assertThat(read()).containsExactly(new OpenFiles(4711, 4, 4));
    assertThat(read().getFirst().isExhausted()).isTrue();
  }

  @Test
  void a_process_without_limit_is_never_short() throws IOException {
    process(4, "unlimited    unlimited");

    assertThat(read()).hasSize(1).noneMatch(OpenFiles::isExhausted);
  }

  @Test
  void one_that_has_ended_or_is_somebody_else_s_is_left_out() throws IOException {
    assertThat(read()).isEmpty();
    Files.createDirectories(proc.resolve("4711"));
    limits("4    1024");
    assertThat(read()).isEmpty();
  }

  private List<OpenFiles> read() {
    return new OpenFilesReader(proc)
        .read(List.of(new HaproxyProcess(4711, List.of())), Deadline.in(Duration.ofSeconds(20)));
  }

  private void process(int open, String limit) throws IOException {
    for (int i = 0; i < open; i++) {
      Files.createDirectories(proc.resolve("4711/fd/" + i));
    }
    limits(limit);
  }

  private void limits(String limit) throws IOException {
    Files.writeString(
        proc.resolve("4711/limits"),
        "Limit  Soft Limit\nMax open files            " + limit + "   files\n");
  }
}
