package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.NameLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class NameResolverTest {
  private static final String NAME = "w1.example.test";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final NameResolver resolver = new NameResolver(Duration.ofSeconds(10));

  @Test
  void a_name_has_its_addresses_of_both_families() throws Exception {
    try (LoopbackNameServer server = answering(NameResolverTest::bothFamilies)) {
      NameLookup lookup = ask(server);

      assertThat(lookup.addresses()).containsExactlyInAnyOrder("192.0.2.1", "2001:db8:0:0:0:0:0:1");
      assertThat(lookup.trouble()).isEmpty();
      assertThat(lookup.asked()).isEqualTo(server.endpoint().toString());
    }
  }

  @Test
  void a_service_is_where_the_hosts_of_its_records_are() throws Exception {
    try (LoopbackNameServer server = answering(NameResolverTest::service)) {
      NameLookup lookup =
          resolver
              .lookUp("_api._tcp.test", List.of(server.endpoint()), Deadline.in(PATIENCE))
              .getFirst();

      assertThat(lookup.name()).isEqualTo("_api._tcp.test");
      assertThat(lookup.addresses()).containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
      assertThat(lookup.trouble()).isEmpty();
    }
  }

  @Test
  void a_service_whose_host_does_not_exist_says_so() throws Exception {
    Consumer<Message> noHost =
        message -> {
          if (message.getQuestion().getType() == Type.SRV) {
            service(message);
          } else {
            message.getHeader().setRcode(Rcode.NXDOMAIN);
          }
        };
    try (LoopbackNameServer server = answering(noHost)) {
      NameLookup lookup =
          resolver
              .lookUp("_api._tcp.test", List.of(server.endpoint()), Deadline.in(PATIENCE))
              .getFirst();

      assertThat(lookup.addresses()).isEmpty();
      assertThat(lookup.trouble()).contains("names w1.example.test, which is NXDOMAIN");
    }
  }

  private static void service(Message message) {
    Record question = message.getQuestion();
    if (question.getType() != Type.SRV) {
      bothFamilies(message);
      return;
    }
    Name host = Name.fromConstantString("w1.example.test.");
    message.addRecord(
        new SRVRecord(question.getName(), DClass.IN, 1, 0, 1, 8080, host), Section.ANSWER);
  }

  @ParameterizedTest
  @CsvSource({"3, NXDOMAIN", "2, SERVFAIL", "5, REFUSED", "0, no address"})
  void a_nameserver_without_addresses_is_quoted(int rcode, String word) throws Exception {
    try (LoopbackNameServer server = answering(m -> m.getHeader().setRcode(rcode))) {
      NameLookup lookup = ask(server);

      assertThat(lookup.addresses()).isEmpty();
      assertThat(lookup.trouble()).contains(word);
    }
  }

  @Test
  void silence_is_a_timeout_that_ends_in_time() throws Exception {
    try (LoopbackNameServer server = new LoopbackNameServer(_ -> Optional.empty())) {
      long before = System.nanoTime();
      List<NameLookup> lookups =
          resolver.lookUp(NAME, List.of(server.endpoint()), Deadline.in(Duration.ofMillis(150)));

      assertThat(lookups).singleElement().satisfies(this::timedOut);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
  }

  private void timedOut(NameLookup lookup) {
    assertThat(lookup.trouble()).contains("timeout");
    assertThat(lookup.answered()).isFalse();
  }

  @Test
  void a_lost_answer_is_asked_for_again() throws Exception {
    LoopbackNameServer[] self = new LoopbackNameServer[1];
    try (LoopbackNameServer server =
        new LoopbackNameServer(wire ->
            self[0].questions() <= 2
                ? Optional.empty()
                : Optional.of(answer(wire, NameResolverTest::bothFamilies)))) {
      self[0] = server;

      assertThat(ask(server).addresses()).hasSize(2);
    }
  }

  @Test
  void garbage_and_answers_to_other_questions_are_no_answer() throws Exception {
    try (LoopbackNameServer server =
        new LoopbackNameServer(_ -> Optional.of(new byte[] {1, 2, 3, -1}))) {
      List<NameLookup> lookups =
          resolver.lookUp(NAME, List.of(server.endpoint()), Deadline.in(Duration.ofMillis(150)));

      assertThat(lookups).singleElement().satisfies(this::timedOut);
    }
  }

  @Test
  void a_port_where_nobody_listens_is_said_at_once() throws Exception {
    int free;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    List<NameLookup> lookups =
        resolver.lookUp(NAME, List.of(new Endpoint("127.0.0.1", free)), soon());

    assertThat(lookups.getFirst().trouble()).contains("nobody listening");
  }

  @Test
  void a_nameserver_that_is_silent_on_one_name_only_is_there() throws Exception {
    try (LoopbackNameServer server =
        new LoopbackNameServer(wire ->
            isAboutTheRoot(wire)
                ? Optional.of(answer(wire, m -> m.getHeader().setRcode(Rcode.REFUSED)))
                : Optional.empty())) {
      NameLookup lookup = ask(server);

      assertThat(lookup.answered()).isTrue();
      assertThat(lookup.trouble()).contains("timeout for this name");
    }
  }

  /// The question of a message begins behind twelve bytes of head.
  private static boolean isAboutTheRoot(byte[] wire) {
    return wire[12] == 0;
  }

  @Test
  void each_nameserver_answers_for_itself() throws Exception {
    try (LoopbackNameServer good = answering(NameResolverTest::bothFamilies);
        LoopbackNameServer bad = answering(m -> m.getHeader().setRcode(Rcode.NXDOMAIN))) {
      List<NameLookup> lookups =
          resolver.lookUp(NAME, List.of(good.endpoint(), bad.endpoint()), soon());

      assertThat(lookups)
          .extracting(NameLookup::trouble)
          .containsExactly(Optional.empty(), Optional.of("NXDOMAIN"));
    }
  }

  @Test
  void an_alias_counts_by_the_addresses_behind_it() throws Exception {
    try (LoopbackNameServer server = answering(NameResolverTest::alias)) {
      assertThat(ask(server).addresses()).containsExactly("192.0.2.9");
    }
  }

  @Test
  void the_system_knows_localhost() {
    NameLookup lookup = resolver.lookUp("localhost", List.of(), soon()).getFirst();

    assertThat(lookup.asked()).isEqualTo("system resolver");
    assertThat(lookup.addresses()).contains("127.0.0.1");
  }

  @Test
  void the_system_says_why_a_name_has_no_address() {
    NameLookup lookup = resolver.lookUp("no-such-host.invalid", List.of(), soon()).getFirst();

    assertThat(lookup.addresses()).isEmpty();
    assertThat(lookup.trouble()).hasValueSatisfying(t -> assertThat(t).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "::1", "/run/app.sock", "abns@app"})
  void an_address_is_not_looked_up(String address) {
    assertThat(resolver.lookUp(address, List.of(), soon())).isEmpty();
  }

  @Test
  void a_name_that_dns_cannot_carry_is_said() throws Exception {
    try (LoopbackNameServer server = answering(NameResolverTest::bothFamilies)) {
      String label = "a".repeat(64) + ".test";

      assertThat(resolver.lookUp(label, List.of(server.endpoint()), soon()).getFirst().trouble())
          .contains("not a valid name");
      assertThat(server.questions()).isZero();
    }
  }

  private NameLookup ask(LoopbackNameServer server) {
    return resolver.lookUp(NAME, List.of(server.endpoint()), soon()).getFirst();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10));
  }

  private static LoopbackNameServer answering(Consumer<Message> fill) throws IOException {
    return new LoopbackNameServer(wire -> Optional.of(answer(wire, fill)));
  }

  private static byte[] answer(byte[] wire, Consumer<Message> fill) {
    try {
      Message message = new Message(wire);
      message.getHeader().setFlag(Flags.QR);
      fill.accept(message);
      return message.toWire();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bothFamilies(Message message) {
    Record question = message.getQuestion();
    Name name = question.getName();
    message.addRecord(
        question.getType() == Type.A
            ? new ARecord(name, DClass.IN, 60, new byte[] {(byte) 192, 0, 2, 1})
            : new AAAARecord(name, DClass.IN, 60, InetAddress.ofLiteral("2001:db8::1")),
        Section.ANSWER);
  }

  private static void alias(Message message) {
    Record question = message.getQuestion();
    Name real = Name.fromConstantString("real.example.test.");
    message.addRecord(new CNAMERecord(question.getName(), DClass.IN, 60, real), Section.ANSWER);
    if (question.getType() == Type.A) {
      message.addRecord(
          new ARecord(real, DClass.IN, 60, new byte[] {(byte) 192, 0, 2, 9}), Section.ANSWER);
    }
  }
}
