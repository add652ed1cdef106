package org.haproxydoctor.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
