package org.haproxydoctor.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.observe.Looks;

/// Runbooks as their authors write them, and walks through them.
final class Written {
  private static final Deadline AMPLE = Deadline.in(Duration.ofSeconds(30));

  private Written() {}

  /// A runbook of diagnosis steps D1, D2 …, one for each block.
  ///
  /// @param blocks what stands after `doctor: `; an empty one makes a step for people
  static Runbook runbook(String frontMatter, String... blocks) {
    StringBuilder text =
        new StringBuilder("---\nhaproxy-doctor: 1\nid: team\n" + frontMatter + "---\n");
    text.append("## Diagnosis\n");
    for (int i = 0; i < blocks.length; i++) {
      text.append("### D").append(i + 1).append(". Step ").append(i + 1).append("\n");
      text.append(
          blocks[i].isEmpty()
              ? "Look at the screen.\n"
              : "```yaml\ndoctor: " + blocks[i] + "\n```\n");
    }
    Runbook runbook =
        new RunbookParser(Set.of("connection-refused"))
            .parse("team.md", text + "## Mitigation\n- call\n");
    assertThat(runbook.problems()).isEmpty();
    return runbook;
  }

  static List<StepResult> walk(Looks looks, String... blocks) {
    return walk(looks, AMPLE, runbook("", blocks));
  }

  static List<StepResult> walk(Looks looks, Deadline deadline, Runbook runbook) {
    List<StepResult> heard = new ArrayList<>();
    List<StepResult> results =
        new Walk(runbook, looks, Map.of(), heard::add).run(Phase.DIAGNOSIS, deadline);
    assertThat(heard).isEqualTo(results);
    return results;
  }

  /// What one block sees, before an author judges it.
  static Sight sight(Looks looks, String block) {
    return new StepLook(looks, AMPLE)
        .take(runbook("", block).steps().getFirst().block().orElseThrow().task());
  }
}
