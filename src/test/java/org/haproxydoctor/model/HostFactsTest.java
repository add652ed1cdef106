package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostFactsTest {
  private final HostFacts facts =
      new HostFacts(Set.of("192.0.2.7", "2001:db8:0:0:0:0:0:5"), List.of());

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::5", "127.0.0.9", "0.0.0.0", "::"})
  void owns_its_addresses_however_they_are_spelt(String address) {
    assertThat(facts.owns(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.8", "2001:db8::6", "::1", "eth0", "", "not an address"})
  void owns_nothing_else(String address) {
    assertThat(facts.owns(address)).isFalse();
  }

  @Test
  void a_host_without_addresses_owns_loopback_only() {
    HostFacts bare = new HostFacts(Set.of(), List.of());

    assertThat(bare.owns("127.0.0.1")).isTrue();
    assertThat(bare.owns("192.0.2.7")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-f /etc/haproxy/haproxy.cfg, true",
    "-f /etc/haproxy/, true",
    "-Ws -f /etc/other.cfg -f /etc/haproxy/haproxy.cfg, true",
    "-f haproxy.cfg, false",
    "-f ../etc/haproxy/haproxy.cfg, true",
    "-v, true",
    "-f /etc/other.cfg, false",
    "-f /etc/hap, false"
  })
  void a_process_is_told_from_another_instance_by_its_files(String arguments, boolean ours) {
    HaproxyProcess process =
        HaproxyProcess.started(
            1, List.of(("haproxy " + arguments).split(" ")), Optional.of(Path.of("/srv")));
    HostFacts host = new HostFacts(Set.of(), List.of(process));

    assertThat(host.processesFor(List.of("/etc/haproxy/haproxy.cfg"))).hasSize(ours ? 1 : 0);
    assertThat(host.processesFor(List.of())).hasSize(1);
    assertThat(host.processesFor(List.of("haproxy.cfg"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "haproxy.cfg, true",
    "./haproxy.cfg, true",
    "haproxy, true",
    "../haproxy, true",
    "., true",
    "other.cfg, false",
    "conf/haproxy.cfg, false"
  })
  void a_relative_name_from_an_unknown_place_has_to_end_alike(String name, boolean ours) {
    HaproxyProcess process =
        HaproxyProcess.started(1, List.of("haproxy", "-f", name), Optional.empty());
    HostFacts host = new HostFacts(Set.of(), List.of(process));

    assertThat(host.processesFor(List.of("/etc/haproxy/haproxy.cfg"))).hasSize(ours ? 1 : 0);
  }

  @Test
  void haproxy_is_elsewhere_only_when_every_process_it_may_be_is() {
    HaproxyProcess here = new HaproxyProcess(8, List.of());
    HaproxyProcess inContainer = new HaproxyProcess(4711, List.of()).inNamespaces(8, true);

    assertThat(elsewhere(8, List.of(inContainer))).containsExactly(inContainer);
    assertThat(elsewhere(8, List.of(here, inContainer))).isEmpty();
    assertThat(elsewhere(4711, List.of(inContainer))).isEmpty();
  }

  @Test
  void who_made_the_socket_tells_containers_apart_that_number_their_processes_alike() {
    HaproxyProcess one = new HaproxyProcess(4711, List.of()).inNamespaces(8, true);
    HaproxyProcess other = new HaproxyProcess(4801, List.of()).inNamespaces(8, true);
    HostFacts host = new HostFacts(Set.of(), List.of(one, other));

    assertThat(host.elsewhere(OptionalLong.of(8), Peer.process(4801))).containsExactly(other);
    assertThat(host.elsewhere(OptionalLong.of(8), Peer.process(1))).containsExactly(one, other);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::7, false",
    "::1, true",
    "fe80::1, true",
    "192.0.2.7, true",
    "127.0.0.1, true",
    "w1.example.net, true"
  })
  void a_family_is_there_when_it_reaches_beyond_this_host(String target, boolean there) {
    HostFacts host = new HostFacts(Set.of("127.0.0.1", "10.0.0.5", "::1", "fe80::42"), List.of());

    assertThat(host.hasFamilyFor(target)).isEqualTo(there);
  }

  @Test
  void a_host_on_no_network_lacks_the_way_and_not_the_family() {
    HostFacts host = new HostFacts(Set.of("127.0.0.1", "::1", "fe80::42"), List.of());

    assertThat(host.hasFamilyFor("10.20.3.4")).isTrue();
    assertThat(host.hasFamilyFor("2001:db8::1")).isTrue();
  }

  @Test
  void without_a_single_address_of_a_family_not_even_loopback_is_there() {
    assertThat(new HostFacts(Set.of("127.0.0.1"), List.of()).hasFamilyFor("::1")).isFalse();
  }

  private static List<HaproxyProcess> elsewhere(long pid, List<HaproxyProcess> processes) {
    return new HostFacts(Set.of(), processes).elsewhere(OptionalLong.of(pid), Peer.unknown());
  }
}
