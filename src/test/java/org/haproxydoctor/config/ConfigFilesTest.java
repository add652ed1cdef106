package org.haproxydoctor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Configuration read(Path... paths) throws ConfigUnreadableException {
    return ConfigReader.read(List.of(paths), Map.of(), Optional.empty());
  }

  private List<String> problems(Configuration configuration) {
    return configuration.problems().stream().map(p -> p.line().place() + " " + p.what()).toList();
  }

  @Test
  void a_directory_stands_for_its_cfg_files_in_byte_order() throws Exception {
    write("b.cfg", "backend second\n");
    write("B.cfg", "backend first\n");
    write("c.conf", "backend never\n");
    write(".d.cfg", "backend hidden\n");
    Files.createDirectory(folder.resolve("e.cfg"));
    Configuration configuration = read(folder);
    assertThat(configuration.backends())
        .extracting(BackendConfig::name)
        .containsExactly("first", "second");
    assertThat(configuration.files())
        .containsExactly(folder.resolve("B.cfg").toString(), folder.resolve("b.cfg").toString());
    assertThat(configuration.problems()).isEmpty();
  }

  @Test
  void defaults_go_on_across_files_and_sections_do_not() throws Exception {
    Path one = write("1.cfg", "defaults\n  option httpchk\nbackend a\n");
    Path two = write("2.cfg", "  server lost h:1\nbackend b\n  server s h:1 check\n");
    Configuration configuration = read(one, two);
    assertThat(configuration.backend("a").orElseThrow().servers()).isEmpty();
    assertThat(configuration.backend("b").orElseThrow().check()).isPresent();
    assertThat(problems(configuration))
        .containsExactly("2.cfg:1 'server' is in no section; the lines up to the next are skipped");
  }

  @Test
  void a_missing_file_among_others_is_said() throws Exception {
    Path there = write("there.cfg", "backend b\n");
    Configuration configuration = read(there, folder.resolve("gone.cfg"));
    assertThat(configuration.backends()).hasSize(1);
    assertThat(problems(configuration)).containsExactly("gone.cfg the file does not exist");
  }

  @Test
  void when_nothing_can_be_read_a_sentence_says_so() throws Exception {
    assertThatThrownBy(() -> read(folder.resolve("gone.cfg")))
        .isInstanceOfSatisfying(
            ConfigUnreadableException.class,
            e -> assertThat(e.hint()).startsWith("name the file that HAProxy was started with"))
        .hasMessage("cannot read " + folder.resolve("gone.cfg") + ": the file does not exist");
    assertThatThrownBy(() -> read(folder))
        .hasMessageContaining("the directory has no readable *.cfg file");
    assertThatThrownBy(ConfigFilesTest::read).hasMessage("no configuration file was named");
  }

  @Test
  void a_file_without_permission_is_said_with_the_way_out() throws Exception {
    Path secret = write("secret.cfg", "backend b\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();
    assertThatThrownBy(() -> read(secret))
        .isInstanceOfSatisfying(
            ConfigUnreadableException.class, e -> assertThat(e.hint()).contains("root"))
        .hasMessageContaining("no permission to read it");
  }

  @Test
  @Timeout(20)
  void devices_and_pipes_are_not_opened() throws Exception {
    Path pipe = folder.resolve("pipe.cfg");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    assertThatThrownBy(() -> read(pipe)).hasMessageContaining("it is not a regular file");
    assertThatThrownBy(() -> read(Path.of("/dev/zero")))
        .hasMessageContaining("it is not a regular file");
  }

  @Test
  void byte_order_mark_crlf_and_missing_line_end_are_survived() throws Exception {
    Path file = write("dos.cfg", "\uFEFFbackend b\r\n  server s h:1 check # x\r\n  server t h:1");
    Configuration configuration = read(file);
    BackendConfig backend = configuration.backend("b").orElseThrow();
    assertThat(backend.servers()).hasSize(2);
    assertThat(backend.servers().getFirst().line().text()).isEqualTo("server s h:1 check");
    assertThat(problems(configuration))
        .containsExactly(
            "dos.cfg:1 the file begins with a byte order mark, which HAProxy takes for part of the"
                + " first word",
            "dos.cfg:3 the last line has no line end, which HAProxy refuses as a truncated file");
  }

  @Test
  void a_binary_file_is_said_to_be_none_of_ours() throws Exception {
    Path file = folder.resolve("binary.cfg");
    Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2, (byte) 0xff});
    assertThat(problems(read(file)))
        .contains("binary.cfg not a text file: it holds a NUL byte, which HAProxy refuses");
  }

  @Test
  void bytes_that_are_not_utf_8_do_no_harm() throws Exception {
    Path file = folder.resolve("latin.cfg");
    Files.write(
        file,
        "backend b\n  # caf\u00e9\n  server s h:1\n"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(read(file).backend("b").orElseThrow().servers()).hasSize(1);
  }

  @Test
  void a_file_beyond_the_limit_is_read_up_to_it() throws Exception {
    Path file = write("big.cfg", "backend b\n" + "#".repeat(2000) + "\nbackend c\n");
    Configuration configuration =
        ConfigReader.read(List.of(file), Map.of(), Optional.empty(), 1000);
    assertThat(configuration.backends()).hasSize(1);
    assertThat(problems(configuration))
        .contains("big.cfg too large, only its first 1000 bytes are read");
  }

  @Test
  void an_endless_line_is_skipped_and_said() throws Exception {
    Path file =
        write("long.cfg", "backend b\n  server " + "x".repeat(100_000) + "\n  server s h:1\n");
    Configuration configuration = read(file);
    assertThat(configuration.backend("b").orElseThrow().servers()).hasSize(1);
    assertThat(problems(configuration))
        .containsExactly("long.cfg:2 the line has more than 65536 characters and is not read");
  }

  @Test
  void problems_are_bounded() throws Exception {
    Path file = write("many.cfg", "backend b\n" + "  server\n".repeat(5000));
    List<String> problems = problems(read(file));
    assertThat(problems).hasSizeLessThan(600);
    assertThat(problems.getLast()).isEqualTo("many.cfg:501 4500 more problems after this one");
  }

  @Test
  @Timeout(60)
  void thousands_of_backends_take_no_minute() throws Exception {
    StringBuilder text = new StringBuilder("frontend f\n");
    for (int i = 0; i < 3000; i++) {
      text.append("  use_backend b%d if { hdr(host) h%d.example }\n".formatted(i, i));
    }
    for (int i = 0; i < 3000; i++) {
      text.append("backend b%d\n  option httpchk GET /\n".formatted(i));
      text.append("  http-check send hdr Host c%d.example\n".formatted(i));
      text.append("  server s 10.0.0.1:80 check\n".repeat(4));
    }
    Path file = write("huge.cfg", text.toString());
    assertThat(read(file).backends()).hasSize(3000);
  }
}
