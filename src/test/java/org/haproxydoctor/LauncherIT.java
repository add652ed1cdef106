package org.haproxydoctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher of the built distribution, mostly with a script in the place of Java that tells how
/// it was called.
class LauncherIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("haproxydoctor.launcher"));
  private static final Path HOME = LAUNCHER.getParent().getParent();

  @TempDir Path directory;

  private record Run(int status, String out, String err, long pid) {}

  @Test
  void tells_its_version_in_an_empty_environment_without_a_byte_on_stderr() throws Exception {
    Run run = run(LAUNCHER, Map.of(), "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("haproxy-doctor ");
  }

  @Test
  void tells_its_version_through_links_from_anywhere() throws Exception {
    Path first = Files.createSymbolicLink(directory.resolve("first"), LAUNCHER.toAbsolutePath());
    Path sub = Files.createDirectory(directory.resolve("sub dir"));
    Path second = Files.createSymbolicLink(sub.resolve("doctor"), Path.of("../first"));

    assertThat(run(first, Map.of(), "--version").status()).isZero();
    assertThat(run(second, Map.of(), "--version").status()).isZero();
  }

  @Test
  void runs_from_a_directory_with_blanks_in_its_name() throws Exception {
    Path copy = directory.resolve("my tools/haproxy doctor");
    copy(HOME, copy);

    Run run = run(copy.resolve("bin/haproxy-doctor"), Map.of(), "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void hands_over_arguments_as_they_are() throws Exception {
    Run run =
        run(
            LAUNCHER,
            Map.of("HAPROXY_DOCTOR_JAVA", java("25.0.1").toString()),
            "a b",
            "$HOME",
            "*");

    assertThat(run.out().lines()).endsWith("-jar", jar(), "a b", "$HOME", "*");
  }

  @Test
  void names_the_socket_library_for_this_machine() throws Exception {
    Run run = run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", java("25").toString()));

    String property = "-Dorg.newsclub.net.unix.library.override=";
    assertThat(run.out().lines().filter(l -> l.startsWith(property)))
        .singleElement()
        .satisfies(l ->
            assertThat(Path.of(l.substring(property.length())))
                .isRegularFile()
                .asString()
                .contains(System.getProperty("os.arch")));
  }

  @Test
  void java_takes_the_place_of_the_launcher_so_that_signals_reach_it() throws Exception {
    Run run = run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", java("25").toString()));

    assertThat(run.out().lines()).contains("pid " + run.pid());
  }

  @Test
  void settings_meant_for_other_java_programs_stay_out() throws Exception {
    Run run =
        run(
            LAUNCHER,
            Map.of(
                "HAPROXY_DOCTOR_JAVA",
                java("25").toString(),
                "JAVA_TOOL_OPTIONS",
                "-Dnoise=1",
                "JDK_JAVA_OPTIONS",
                "-Dnoise=2"));

    assertThat(run.out().lines()).contains("options ");
  }

  @Test
  void file_names_beyond_ascii_work_where_no_locale_is_set() throws Exception {
    String java = java("25").toString();

    assertThat(run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", java)).out().lines())
        .contains("locale C.UTF-8");
    assertThat(
            run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", java, "LC_ALL", "de_DE.UTF-8"))
                .out()
                .lines())
        .contains("locale de_DE.UTF-8");
  }

  @Test
  void takes_java_from_the_home_it_is_told() throws Exception {
    Path home = java("26").getParent().getParent();

    assertThat(run(LAUNCHER, Map.of("JAVA_HOME", home.toString())).out().lines())
        .contains("-jar", jar());
    assertThat(run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", home.toString())).out().lines())
        .contains("-jar", jar());
  }

  @Test
  void prefers_the_runtime_that_came_with_it() throws Exception {
    Path copy = directory.resolve("with runtime");
    copy(HOME, copy);
    copy(java("25").getParent().getParent(), copy.resolve("runtime"));

    Run run = run(copy.resolve("bin/haproxy-doctor"), Map.of());

    assertThat(run.out().lines()).contains("java " + copy.toRealPath().resolve("runtime/bin/java"));
  }

  @Test
  void says_in_one_sentence_that_java_is_missing() throws Exception {
    Run run = run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", "/no/such/java"), "--version");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .hasLineCount(1)
        .startsWith("haproxy-doctor: HAPROXY_DOCTOR_JAVA names /no/such/java");
  }

  @Test
  void says_in_one_sentence_that_java_is_too_old() throws Exception {
    Run run = run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", java("17.0.2").toString()), "--version");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains("is not Java 25 or newer");
  }

  @Test
  void an_incomplete_copy_says_what_it_lacks() throws Exception {
    Path copy = directory.resolve("incomplete");
    copy(HOME, copy);
    Files.delete(copy.resolve("lib/haproxy-doctor.jar"));

    Run run = run(copy.resolve("bin/haproxy-doctor"), Map.of(), "--version");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains("lib/haproxy-doctor.jar");
  }

  @Test
  void the_cache_that_comes_with_it_fits_it() throws Exception {
    String strict = strictJava().toString();

    Run run = run(LAUNCHER, Map.of("HAPROXY_DOCTOR_JAVA", strict), "--version");
    assertThat(run.status()).as(run.err()).isZero();

    Path copy = directory.resolve("other jar");
    copy(HOME, copy);
    Files.setLastModifiedTime(copy.resolve("lib/haproxy-doctor.jar"), FileTime.fromMillis(0));
    Path moved = copy.resolve("bin/haproxy-doctor");
    assertThat(run(moved, Map.of("HAPROXY_DOCTOR_JAVA", strict), "--version").status()).isNotZero();
    Run tolerant = run(moved, Map.of(), "--version");
    assertThat(tolerant.status()).isZero();
    assertThat(tolerant.err()).isEmpty();
  }

  @Test
  void a_broken_cache_is_passed_over_without_a_word() throws Exception {
    Path copy = directory.resolve("broken cache");
    copy(HOME, copy);
    Files.writeString(copy.resolve("lib/haproxy-doctor.aot"), "no cache");

    Run run = run(copy.resolve("bin/haproxy-doctor"), Map.of(), "--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).hasLineCount(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void writes_a_cache_when_told_to() throws Exception {
    Path copy = directory.resolve("new cache");
    copy(HOME, copy);
    Files.delete(copy.resolve("lib/haproxy-doctor.aot"));
    Path launcher = copy.resolve("bin/haproxy-doctor");
    String strict = strictJava().toString();

    String home = System.getProperty("java.home");
    run(
        launcher,
        Map.of("HAPROXY_DOCTOR_JAVA", home, "HAPROXY_DOCTOR_WRITE_CACHE", "1"),
        "--version");

    assertThat(copy.resolve("lib/haproxy-doctor.aot")).isNotEmptyFile();
    assertThat(run(launcher, Map.of("HAPROXY_DOCTOR_JAVA", strict), "--version").status()).isZero();
  }

  /// The Java of this test, which refuses to start with a cache that it cannot use.
  private Path strictJava() throws IOException {
    Path java = java("25.9");
    Files.writeString(
        java,
        "#!/bin/sh\nexec '"
            + System.getProperty("java.home")
            + "/bin/java' -XX:AOTMode=on \"$@\"\n");
    return java;
  }

  private static String jar() throws IOException {
    return HOME.toRealPath().resolve("lib/haproxy-doctor.jar").toString();
  }

  /// A Java home of some version whose `java` only tells how it was called.
  private Path java(String version) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("java " + version + "/bin"));
    Files.writeString(
        bin.resolveSibling("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
    Path java = bin.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        echo "java $0"
        echo "pid $$"
        echo "locale $LC_ALL"
        echo "options ${JAVA_TOOL_OPTIONS-}${JDK_JAVA_OPTIONS-}"
        printf '%s\\n' "$@"
        """);
    return Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Run run(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended in time").isTrue();
      return new Run(process.exitValue(), text(out), text(err), process.pid());
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
