package org.haproxydoctor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.Peer;
import org.junit.jupiter.api.Test;

class HostLookTest {
  private static final OptionalLong NUMBER_8 = OptionalLong.of(8);
  private static final HaproxyProcess IN_A_CONTAINER =
      new HaproxyProcess(4711, List.of()).inNamespaces(8, true);

  @Test
  void a_haproxy_in_a_container_is_to_be_looked_at_from_there() {
    assertThat(at(NUMBER_8, Peer.process(4711), IN_A_CONTAINER, Optional.of("nsenter: no rights")))
        .isInstanceOfSatisfying(
            Standpoint.Outside.class,
            outside ->
                assertThat(outside.why())
                    .startsWith("HAProxy, pid 4711, has another network than this program")
                    .contains("; nsenter: no rights; ")
                    .contains("`nsenter -t 4711 -n haproxy-doctor"));
  }

  @Test
  void a_haproxy_here_or_an_unknown_one_is_looked_at_from_here() {
    HaproxyProcess here = new HaproxyProcess(8, List.of());

    assertThat(at(NUMBER_8, Peer.process(8), here, Optional.empty()))
        .isInstanceOf(Standpoint.Same.class);
    assertThat(at(OptionalLong.empty(), Peer.unknown(), here, Optional.empty()))
        .isInstanceOf(Standpoint.Same.class);
    assertThat(
            HostLook.standpoint(
                Map.of(), NUMBER_8, Peer.unknown(), Optional.empty(), Optional.empty()))
        .isInstanceOf(Standpoint.Same.class);
  }

  @Test
  void an_address_that_is_not_this_host_s_is_that_of_another_host() {
    HaproxyProcess other = new HaproxyProcess(12, List.of());

    assertThat(at(NUMBER_8, Peer.at("203.0.113.9"), other, Optional.empty()))
        .isEqualTo(new Standpoint.Afar("203.0.113.9"));
    assertThat(at(NUMBER_8, Peer.at("10.0.0.5"), other, Optional.empty()))
        .isInstanceOf(Standpoint.Same.class);
    assertThat(at(NUMBER_8, Peer.at("fe80::42%eth0"), other, Optional.empty()))
        .isInstanceOf(Standpoint.Same.class);
  }

  @Test
  void a_run_that_was_moved_into_the_namespace_says_so() {
    Map<String, String> marked = Map.of(Entering.VARIABLE, "4711");
    HostFacts host = new HostFacts(Set.of(), List.of(new HaproxyProcess(4711, List.of())));

    assertThat(
            HostLook.standpoint(
                marked, OptionalLong.of(4711), Peer.unknown(), Optional.of(host), Optional.empty()))
        .isEqualTo(new Standpoint.Inside(4711));
    assertThat(Entering.entered(Map.of(Entering.VARIABLE, "; rm -rf /"))).isEmpty();
  }

  private static Standpoint at(
      OptionalLong pid, Peer peer, HaproxyProcess process, Optional<String> stayed) {
    HostFacts host = new HostFacts(Set.of("10.0.0.5", "fe80::42"), List.of(process));
    return HostLook.standpoint(Map.of(), pid, peer, Optional.of(host), stayed);
  }
}
