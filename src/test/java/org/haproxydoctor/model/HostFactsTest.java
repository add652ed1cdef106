package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxydoctor.model.HostFacts.HaproxyProcess;
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
    "-f haproxy.cfg, true",
    "-f ./haproxy.cfg, true",
    "-f ../haproxy, true",
    "-f ., true",
    "-f other.cfg, false",
    "-f conf/haproxy.cfg, false",
    "-v, true",
    "-f /etc/other.cfg, false",
    "-f /etc/hap, false"
  })
  void a_process_is_told_from_another_instance_by_its_files(String arguments, boolean ours) {
    HaproxyProcess process =
        new HaproxyProcess(1, Stream.of(("haproxy " + arguments).split(" ")).toList());
    HostFacts host = new HostFacts(Set.of(), List.of(process));

    assertThat(host.processesFor(List.of("/etc/haproxy/haproxy.cfg"))).hasSize(ours ? 1 : 0);
    assertThat(host.processesFor(List.of())).hasSize(1);
    assertThat(host.processesFor(List.of("haproxy.cfg"))).hasSize(1);
  }
}
