package org.haproxydoctor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.CannotLookException;
import org.junit.jupiter.api.Test;

class CleanUpTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void the_last_comes_first_and_each_once() {
    CleanUp cleanUp = new CleanUp();
    cleanUp.add(() -> done.add("folder"));
    cleanUp.add(() -> done.add("process"));
    cleanUp.close();
    cleanUp.close();
    assertThat(done).containsExactly("process", "folder");
  }

  @Test
  void a_failure_does_not_keep_the_rest() {
    CleanUp cleanUp = new CleanUp();
    cleanUp.add(() -> done.add("folder"));
    cleanUp.add(() -> {
      throw new IOException("gone already");
    });
    cleanUp.close();
    assertThat(done).containsExactly("folder");
  }

  @Test
  void what_comes_too_late_is_put_away_at_once() {
    CleanUp cleanUp = new CleanUp();
    cleanUp.close();
    assertThatThrownBy(() -> cleanUp.add(() -> done.add("late")))
        .isInstanceOf(CannotLookException.class);
    assertThat(done).containsExactly("late");
  }
}
