package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByNameTest {
  @Test
  void itIsTheListAndFindsItsMembersByName() {
    ByName<Endpoint> hosts =
        ByName.of(List.of(new Endpoint("a", 1), new Endpoint("b", 2)), Endpoint::host);
    assertThat(hosts).containsExactly(new Endpoint("a", 1), new Endpoint("b", 2));
    assertThat(hosts.named("b")).contains(new Endpoint("b", 2));
    assertThat(hosts.named("c")).isEmpty();
  }

  @Test
  void ofSeveralWithTheSameNameTheFirstIsFoundAndNoneIsLost() {
    ByName<Endpoint> hosts =
        ByName.of(List.of(new Endpoint("a", 1), new Endpoint("a", 2)), Endpoint::host);
    assertThat(hosts.named("a")).contains(new Endpoint("a", 1));
    assertThat(hosts).hasSize(2);
  }
}
