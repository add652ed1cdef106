package org.haproxydoctor.probe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.host.Listener;
import org.haproxydoctor.model.host.NetworkFacts;
import org.haproxydoctor.model.host.NetworkFacts.Witness;
import org.haproxydoctor.model.host.PortRange;
import org.haproxydoctor.model.host.SocketUse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With texts as Linux 6.18 wrote them, on a machine that keeps the lowest byte first.
class NetworkReaderTest {
  private static final Endpoint HERE = new Endpoint("127.0.0.1", 7001);
  private static final Endpoint SIX = new Endpoint("::1", 7001);
  private static final Endpoint NEAR = new Endpoint("10.99.0.2", 80);
  private static final Endpoint FAR = new Endpoint("203.0.113.9", 80);

  private static final String TCP =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
         0: 0100007F:1B59 00000000:0000 0A 00000000:00000006 00:00000000 00000000     0        0
         1: 0100007F:9C40 0100007F:1B59 01 00000000:00000000 00:00000000 00000000     0        0
         2: 0100007F:9C41 0100007F:1B59 06 00000000:00000000 00:00000000 00000000     0        0
         3: 0100007F:9C42 0100007F:1B5A 01 00000000:00000000 00:00000000 00000000     0        0
         4: 0100007F:1B59 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0
         x: broken
      """;
  private static final String TCP6 =
      """
        sl  local_address                         remote_address                        st tx_queue
         0: 00000000000000000000000000000000:1B59 00000000000000000000000000000000:0000 0A 00000000:00000000 00
         1: 00000000000000000000000001000000:9C40 00000000000000000000000001000000:1B59 01 00000000:00000000 00
         2: 0000000000000000FFFF00000100007F:9C43 0000000000000000FFFF00000100007F:1B59 06 00000000:00000000 00
      """;

  @TempDir Path root;

  private final Map<String, String> tools = new HashMap<>();

  @BeforeEach
  void kernel() throws Exception {
    write("proc/net/tcp", TCP);
    write("proc/net/tcp6", TCP6);
    write("proc/sys/net/ipv4/ip_local_port_range", "40000\t40003\n");
    write(
        "proc/net/route",
        """
        Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
        v0	0000630A	00000000	0001	0	0	0	00FFFFFF	0	0	0
        v0	00000000	FE00630A	0003	0	0	0	00000000	0	0	0
        """);
    write(
        "proc/net/arp",
        """
        IP address       HW type     Flags       HW address            Mask     Device
        10.99.0.2        0x1         0x0         00:00:00:00:00:00     *        v0
        10.99.0.254      0x1         0x2         52:54:00:12:35:02     *        v0
        """);
  }

  @Test
  void counts_the_sockets_to_each_server_over_both_tables() {
    NetworkFacts facts = read(HERE, SIX);

    assertThat(facts.uses()).containsEntry(HERE, new SocketUse(3, 2));
    assertThat(facts.uses()).containsEntry(SIX, new SocketUse(1, 0));
    assertThat(facts.localPorts()).contains(new PortRange(40000, 40003));
  }

  @Test
  void finds_who_listens_for_a_server_on_this_host_and_how_many_wait() {
    NetworkFacts facts = read(HERE);

    assertThat(facts.accepting(HERE)).contains(new Listener("127.0.0.1", 7001, 6));
    assertThat(facts.accepting(new Endpoint("10.0.0.5", 7001)))
        .contains(new Listener("::", 7001, 0));
  }

  @Test
  void listeners_here_say_nothing_of_a_server_elsewhere() {
    assertThat(read(new Endpoint("10.99.0.2", 7001)).listeners()).isEmpty();
  }

  @Test
  void tells_a_silent_neighbour_from_one_that_answers_and_finds_the_gateway() {
    NetworkFacts facts = read(NEAR, FAR);

    assertThat(facts.neighbours().get("10.99.0.2").silent()).isTrue();
    assertThat(facts.neighbours().get("203.0.113.9"))
        .satisfies(n -> {
          assertThat(n.address()).isEqualTo("10.99.0.254");
          assertThat(n.gateway()).isTrue();
          assertThat(n.silent()).isFalse();
        });
  }

  @Test
  void what_ip_says_is_newer_and_knows_ipv6() {
    tools.put(
        "ip",
        """
        10.99.0.2 dev v0 lladdr 52:54:00:12:35:02 REACHABLE
        fe80::1 dev v0 lladdr 52:54:00:12:35:02 router STALE
        2001:db8::9 dev v0 FAILED
        10.99.0.3 dev v0 lladdr 02:00:00:00:00:21 PERMANENT
        """);
    NetworkFacts facts = read(NEAR, new Endpoint("2001:db8::9", 80), new Endpoint("10.99.0.3", 80));

    assertThat(facts.neighbours().get("10.99.0.2").state()).isEqualTo("REACHABLE");
    assertThat(facts.neighbours().get("2001:db8:0:0:0:0:0:9").silent()).isTrue();
    assertThat(facts.neighbours()).doesNotContainKey("10.99.0.3");
  }

  @Test
  void a_rule_for_haproxy_s_user_is_told_from_one_for_everybody() throws Exception {
    write("proc/4711/status", "Name:\thaproxy\nUid:\t99\t99\t99\t99\n");
    write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\n");
    tools.put("nft", "{\"nftables\": []}");
    tools.put(
        "iptables-save",
        "*filter\n:OUTPUT ACCEPT [0:0]\n"
            + "-A OUTPUT -d 10.99.0.2/32 -m owner --uid-owner 99 -j DROP\n"
            + "-A OUTPUT -d 203.0.113.9/32 -j REJECT --reject-with tcp-reset\nCOMMIT\n");
    NetworkFacts facts = read(NEAR, FAR);

    assertThat(facts.rulings().get(NEAR).ofHaproxyOnly()).isTrue();
    assertThat(facts.rulings().get(NEAR).rejects()).isFalse();
    assertThat(facts.rulings().get(FAR).ofHaproxyOnly()).isFalse();
    assertThat(facts.rulings().get(FAR).rejects()).isTrue();
    assertThat(facts.heard(Witness.FIREWALL)).isTrue();
  }

  @Test
  void without_rights_the_firewall_was_not_heard_and_nothing_else_suffers() {
    NetworkFacts facts = read(HERE);

    assertThat(facts.unread().get(Witness.FIREWALL)).contains("nft is not installed");
    assertThat(facts.heard(Witness.SOCKETS)).isTrue();
  }

  @Test
  void a_system_without_proc_knows_nothing_and_says_so() {
    NetworkFacts facts =
        new NetworkReader(root.resolve("absent"), root.resolve("absent"), this::run)
            .read(host(), List.of(HERE), OptionalLong.empty(), soon());

    assertThat(facts.uses()).isEmpty();
    assertThat(facts.heard(Witness.SOCKETS)).isFalse();
    assertThat(facts.localPorts()).isEmpty();
  }

  @Test
  void without_servers_in_doubt_no_program_is_run() {
    tools.put("nft", "would fail as JSON");

    assertThat(read().unread()).isEmpty();
  }

  private NetworkFacts read(Endpoint... servers) {
    return new NetworkReader(root.resolve("proc"), root.resolve("sys"), this::run)
        .read(host(), List.of(servers), OptionalLong.of(4711), soon());
  }

  private static HostFacts host() {
    return new HostFacts(
        Set.of("127.0.0.1", "::1", "10.99.0.1"), List.of(new HaproxyProcess(4711, List.of())));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private String run(List<String> command, Deadline deadline) throws IOException {
    String said = tools.get(command.getFirst());
    if (said == null) {
      throw new IOException(command.getFirst() + " is not installed");
    }
    return said;
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
