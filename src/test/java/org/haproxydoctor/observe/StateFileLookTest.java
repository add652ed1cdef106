package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ByName;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.Reach;
import org.haproxydoctor.model.Configuration.StateFileUse;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.StateFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileLookTest {
  @TempDir private Path folder;

  @Test
  void servers_are_as_the_file_has_them() throws Exception {
    Path file = folder.resolve("state");
    Files.writeString(
        file,
        """
        1
        # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_port
        3 app 1 w1 10.0.0.1 0 1 8079
        """);
    StateFile read = read(file.toString()).value().orElseThrow();
    ServerState server = read.servers().get(new ServerRef("app", "w1"));
    assertThat(server).isNotNull();
    assertThat(server.admin()).containsExactly(AdminFlag.FMAINT);
    assertThat(server.address().orElseThrow().port()).isEqualTo(8079);
    assertThat(read.age().isNegative()).isFalse();
  }

  @Test
  void what_cannot_be_read_says_why() throws Exception {
    assertThat(read(folder.resolve("none").toString()).reason().orElseThrow())
        .contains("does not exist");
    assertThat(read(folder.toString()).reason().orElseThrow()).contains("no regular file");
    assertThat(read("state").reason().orElseThrow()).contains("relative");
    Path nonsense = Files.write(folder.resolve("bytes"), new byte[] {0, -1, 10, 35, 32});
    assertThat(read(nonsense.toString()).value().orElseThrow().servers()).isEmpty();
  }

  @Test
  void files_of_other_sections_are_left_alone() {
    Configuration files = configuration("/does/not/matter");
    assertThat(StateFileLook.read(files, new Target(List.of("other")))).isEmpty();
  }

  private static Observed<StateFile> read(String path) {
    Map<String, Observed<StateFile>> all =
        StateFileLook.read(configuration(path), Target.everything());
    return Optional.ofNullable(all.get(path)).orElseThrow();
  }

  private static Configuration configuration(String path) {
    ConfigLine line = new ConfigLine("haproxy.cfg", 3, "load-server-state-from-file global");
    return new Configuration(
        List.of("haproxy.cfg"),
        ByName.of(
            List.of(
                new BackendConfig(
                    "app",
                    line,
                    Optional.empty(),
                    Optional.empty(),
                    ByName.none(),
                    List.of(),
                    false,
                    List.of(),
                    Optional.of(new StateFileUse(path, line)),
                    Reach.BY_RULE)),
            BackendConfig::name),
        List.of(),
        List.of(),
        List.of());
  }
}
