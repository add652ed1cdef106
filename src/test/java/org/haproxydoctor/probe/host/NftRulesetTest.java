package org.haproxydoctor.probe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.probe.host.Fate.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With rules as nft 1.0.6 wrote them down.
class NftRulesetTest {

  @ParameterizedTest
  @CsvSource({
    // A set, with a port beside it.
    "10.0.0.1, 7001, DROPPED",
    "10.0.0.1, 7011, ACCEPTED",
    "10.0.0.3, 7001, ACCEPTED",
    // A network and a range in a set.
    "10.2.77.1, 80, DROPPED",
    "10.3.0.9, 80, DROPPED",
    "10.3.0.10, 80, ACCEPTED",
    // Address and port together.
    "10.5.0.1, 80, DROPPED",
    "10.5.0.1, 81, ACCEPTED",
    // A prefix, and any port but one.
    "10.6.0.200, 81, DROPPED",
    "10.6.0.200, 80, ACCEPTED",
    "10.6.1.200, 81, ACCEPTED",
    // For one user.
    "10.7.0.1, 80, REJECTED",
    "192.0.2.1, 7002, REJECTED",
    "fd00::1, 80, DROPPED",
    "2001:db8::1, 80, ACCEPTED",
    // A first packet has SYN alone, and is new.
    "192.0.2.1, 3, DROPPED",
    "192.0.2.1, 4, DROPPED",
    "192.0.2.1, 7004, ACCEPTED",
    // Verdict maps and jumps.
    "192.0.2.1, 24, DROPPED",
    "192.0.2.1, 22, ACCEPTED",
    "10.9.0.1, 6, DROPPED",
    "10.9.0.1, 10, ACCEPTED",
    // What hangs on a rate or on the source's address is not claimed.
    "10.8.0.1, 80, ACCEPTED",
    "10.10.0.1, 80, ACCEPTED"
  })
  void tells_what_becomes_of_the_first_packet(String address, int port, Kind expected)
      throws Exception {
    Packet packet = new Packet(new Endpoint(address, port), false, 99);

    assertThat(captured().fate(packet, "output").kind()).isEqualTo(expected);
  }

  @Test
  void names_the_rule_by_handle_chain_and_comment() throws Exception {
    Packet packet = new Packet(new Endpoint("10.0.0.1", 7001), false, 0);

    assertThat(captured().fate(packet, "output").rule())
        .matches("rule \\d+ \\(no contact\\) in chain leaving of nft table inet guard drops");
  }

  @Test
  void a_rule_for_one_user_lets_others_through() throws Exception {
    Packet packet = new Packet(new Endpoint("10.7.0.1", 80), false, 0);

    assertThat(captured().fate(packet, "output").denies()).isFalse();
  }

  @Test
  void a_policy_denies_what_no_rule_lets_in() throws Exception {
    assertThat(captured().fate(new Packet(new Endpoint("127.0.0.1", 7005), true, 0), "input"))
        .isEqualTo(
            new Fate(Kind.DROPPED, "the policy of chain arriving of nft table inet guard drops"));
    assertThat(
            captured().fate(new Packet(new Endpoint("127.0.0.1", 80), true, 0), "input").denies())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{}",
        "[]",
        "{\"nftables\": 7}",
        "{\"nftables\": [{\"rule\": null} {}]}",
        "{\"nftables\": [{\"chain\": {\"hook\": \"output\"}}]}"
      })
  void strange_documents_deny_nothing(String json) {
    Packet packet = new Packet(new Endpoint("10.0.0.1", 80), false, 0);
    try {
      assertThat(NftRuleset.parse(json).fate(packet, "output").denies()).isFalse();
    } catch (IOException malformed) {
      assertThat(malformed).hasMessageNotContaining("\n\n");
    }
  }

  @Test
  void a_chain_that_jumps_to_itself_ends() throws Exception {
    String loop =
        """
        {"nftables": [
          {"chain": {"family": "inet", "table": "t", "name": "o", "type": "filter",
                     "hook": "output", "prio": 0, "policy": "accept"}},
          {"rule": {"family": "inet", "table": "t", "chain": "o", "handle": 1,
                    "expr": [{"jump": {"target": "o"}}]}}]}
        """;

    assertThat(
            NftRuleset.parse(loop)
                .fate(new Packet(new Endpoint("10.0.0.1", 80), false, 0), "output")
                .denies())
        .isFalse();
  }

  @Test
  void what_is_no_json_is_an_error() {
    assertThatThrownBy(() -> NftRuleset.parse("")).isInstanceOf(IOException.class);
  }

  private static NftRuleset captured() throws IOException {
    try (InputStream in = NftRulesetTest.class.getResourceAsStream("/host/nft.json")) {
      assertThat(in).isNotNull();
      return NftRuleset.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
