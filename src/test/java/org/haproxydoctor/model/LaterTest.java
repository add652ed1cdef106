package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaterTest {
  @Test
  void theWorkIsDoneOnceAndOnlyWhenAskedFor() {
    AtomicInteger done = new AtomicInteger();
    Later<Integer> later = Later.of(done::incrementAndGet);
    assertThat(done).hasValue(0);
    assertThat(later.get()).isEqualTo(1);
    assertThat(later.get()).isEqualTo(1);
  }

  @Test
  void itIsEqualToWhatHasTheSameValue() {
    assertThat(Later.of(() -> "a")).isEqualTo(Later.known("a")).hasSameHashCodeAs(Later.known("a"));
    assertThat(Later.known("a")).isNotEqualTo(Later.known("b"));
    assertThat(Later.known("a")).hasToString("a");
  }
}
