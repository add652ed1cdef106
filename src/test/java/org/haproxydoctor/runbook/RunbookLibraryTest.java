package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.NearNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of runbooks, good and bad.
class RunbookLibraryTest {
  @TempDir private Path folder;
  private RunbookLibrary library;

  @BeforeEach
  void library() throws Exception {
    library = new RunbookLibrary(List.of(folder, Path.of("runbooks")), Set.of());
    Files.writeString(folder.resolve("HaproxyRetryHigh.md"), "");
    Files.writeString(
        folder.resolve("ours.md"),
        """
        ---
        haproxy-doctor: 1
        id: backend-down
        title: Ours
        alerts: [OurAlert]
        ---
        ## Mitigation
        ### M1. Ours
        ```yaml
        doctor: note
        for: connection-refused
        ```
        """);
    Files.writeString(folder.resolve("README.md"), "# no runbook");
    Files.write(folder.resolve("binary.md"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
  }

  @Test
  void lists_ids_once_the_users_own_first() {
    assertThat(library.list())
        .extracting(e -> e.head().id() + "=" + e.head().title())
        .contains("HaproxyRetryHigh=HaproxyRetryHigh", "backend-down=Ours")
        .doesNotContain("backend-down=A backend is down")
        .noneMatch(e -> e.contains("README") || e.contains("binary"));
  }

  @Test
  void a_file_that_cannot_be_used_is_a_warning() {
    library.list();

    assertThat(library.warnings())
        .singleElement()
        .asString()
        .contains("binary.md")
        .contains("UTF-8");
  }

  @Test
  void a_folder_that_is_absent_is_a_warning() {
    RunbookLibrary nowhere = new RunbookLibrary(List.of(folder.resolve("no")), Set.of());

    assertThat(nowhere.list()).isEmpty();
    assertThat(nowhere.warnings()).singleElement().asString().contains("no such folder");
  }

  @Test
  void finds_by_id_by_alert_in_any_case_and_by_path() {
    assertThat(library.find("backend-down").orElseThrow().title()).isEqualTo("Ours");
    assertThat(library.find("our_alert").orElseThrow().id()).isEqualTo("backend-down");
    assertThat(library.find("runbooks/backend-down.md").orElseThrow().title())
        .isEqualTo("A backend is down");
    assertThat(library.find("nosuch")).isEmpty();
    assertThat(library.find("..")).isEmpty();
  }

  @Test
  void names_what_may_have_been_meant() {
    assertThat(NearNames.of("no-alive-backend", library.names())).contains("no-alive-backends");
  }

  @Test
  void a_path_that_cannot_be_read_says_so() {
    assertThatThrownBy(() -> library.find("./nosuch.md"))
        .isInstanceOf(CannotLookException.class)
        .hasMessageContaining("there is no file ./nosuch.md");
    assertThatThrownBy(() -> library.find(folder + "/"))
        .isInstanceOf(CannotLookException.class)
        .hasMessageContaining("is no file");
    assertThatThrownBy(() -> library.find("bad\0.md")).isInstanceOf(CannotLookException.class);
  }

  @Test
  void a_file_too_large_for_a_runbook_is_refused() throws Exception {
    Path large = folder.resolve("large.md");
    Files.write(large, new byte[10_000_000]);

    assertThatThrownBy(() -> library.find(large.toString()))
        .isInstanceOf(CannotLookException.class)
        .hasMessageContaining("more than 1 MB");
  }

  @Test
  void the_walked_runbooks_way_out_comes_first() {
    Runbook walked = library.find("runbooks/backend-down.md").orElseThrow();
    List<Mitigation> ways = library.mitigationsFor(walked, "connection-refused");
    assertThat(ways)
        .extracting(m -> m.step().title())
        .startsWith("Nothing listens on the server's port");

    assertThat(library.mitigationsFor(walked, "weight-zero"))
        .extracting(Mitigation::runbook)
        .containsExactly("no-alive-backends");
  }
}
