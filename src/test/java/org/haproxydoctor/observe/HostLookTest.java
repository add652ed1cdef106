package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.ProcessInfo;
import org.junit.jupiter.api.Test;

class HostLookTest {
  private static final Optional<ProcessInfo> NUMBER_8 =
      Optional.of(new ProcessInfo("3.2.1", OptionalLong.of(8), Optional.empty(), false, Map.of()));

  @Test
  void a_haproxy_in_a_container_is_to_be_looked_at_from_there() {
    HaproxyProcess process = new HaproxyProcess(4711, List.of()).inNamespaces(8, true);

    assertThat(HostLook.elsewhere(NUMBER_8, running(process)).orElse(""))
        .startsWith("HAProxy, pid 4711, has another network than this program")
        .contains("`nsenter -t 4711 -n haproxy-doctor");
  }

  @Test
  void a_haproxy_here_or_an_unknown_one_is_looked_at_from_here() {
    assertThat(HostLook.elsewhere(NUMBER_8, running(new HaproxyProcess(8, List.of())))).isEmpty();
    assertThat(HostLook.elsewhere(NUMBER_8, Optional.empty())).isEmpty();
    assertThat(HostLook.elsewhere(Optional.empty(), running(new HaproxyProcess(8, List.of()))))
        .isEmpty();
  }

  private static Optional<HostFacts> running(HaproxyProcess process) {
    return Optional.of(new HostFacts(Set.of(), List.of(process)));
  }
}
