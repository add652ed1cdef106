package org.haproxydoctor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxydoctor.diagnose.CommonFactor.Kind;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.ProbeResult.Certificate;
import org.junit.jupiter.api.Test;

class CommonFactorTest {
  /// A server, and whether it has the fault.
  record Case(String name, Optional<Endpoint> address, boolean ill) {}

  private static Case well(String name, String host, int port) {
    return new Case(name, Optional.of(new Endpoint(host, port)), false);
  }

  private static Case ill(String name, String host, int port) {
    return new Case(name, Optional.of(new Endpoint(host, port)), true);
  }

  private static Optional<CommonFactor> factor(List<Case> cases) {
    return factor(cases, _ -> Optional.empty());
  }

  private static Optional<CommonFactor> factor(
      List<Case> cases, Function<ServerRef, Optional<Certificate>> turnedDown) {
    Map<String, List<Server>> servers = new LinkedHashMap<>();
    for (Case one : cases) {
      ServerRef ref = ServerRef.parse(one.name()).orElseThrow();
      servers.computeIfAbsent(ref.backend(), _ -> new ArrayList<>()).add(server(ref, one));
    }
    List<Backend> backends = new ArrayList<>();
    servers.forEach((name, its) ->
        backends.add(
            new Backend(
                name,
                "UP",
                1,
                0,
                "http",
                false,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                its)));
    return CommonFactor.of(
        cases.stream().filter(Case::ill).map(Case::name).distinct().toList(), backends, turnedDown);
  }

  private static Server server(ServerRef ref, Case one) {
    return new Server(
        ref,
        one.ill()
            ? new ServerStatus(Word.DOWN, "DOWN", Optional.empty())
            : new ServerStatus(Word.UP, "UP", Optional.empty()),
        false,
        1,
        Optional.empty(),
        one.address(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static void assertFactor(Kind kind, String value, Case... cases) {
    Optional<CommonFactor> found = factor(List.of(cases));
    assertThat(found.map(CommonFactor::kind)).contains(kind);
    assertThat(found.map(CommonFactor::value)).contains(value);
  }

  @Test
  void names_what_the_ill_share_and_the_well_do_not() {
    assertFactor(
        Kind.HOST,
        "10.0.3.7",
        ill("a/1", "10.0.3.7", 81),
        ill("b/1", "10.0.3.7", 82),
        well("a/2", "10.0.3.8", 81));
    assertFactor(
        Kind.NETWORK,
        "10.0.3.0/24",
        ill("a/1", "10.0.3.7", 80),
        ill("a/2", "10.0.3.8", 80),
        well("a/3", "10.0.4.7", 80));
    assertFactor(
        Kind.NETWORK,
        "2001:db8:0:3:0:0:0:0/64",
        ill("a/1", "2001:db8:0:3::7", 80),
        ill("a/2", "2001:db8:0:3:1::8", 80),
        well("a/3", "2001:db8:0:4::7", 80));
    assertFactor(
        Kind.PORT,
        "8443",
        ill("a/1", "10.0.3.7", 8443),
        ill("a/2", "10.0.4.8", 8443),
        well("a/3", "10.0.3.9", 80),
        well("a/4", "10.0.4.9", 80));
    assertFactor(
        Kind.FAMILY,
        "IPv6",
        ill("a/1", "2001:db8:1::7", 80),
        ill("a/2", "2001:db8:2::7", 80),
        well("a/3", "10.0.3.9", 80));
    assertFactor(
        Kind.BACKEND_NAME,
        "eu",
        ill("shop-eu/1", "10.0.3.7", 80),
        ill("mail_eu/1", "10.0.4.7", 80),
        well("shop-us/1", "10.0.3.8", 80),
        well("mail_us/1", "10.0.4.8", 80));
  }

  @Test
  void a_certificate_that_all_the_ill_show_is_more_telling_than_where_they_are() {
    List<Case> cases =
        List.of(
            ill("a/1", "10.0.3.7", 80), ill("b/1", "10.0.3.8", 80), well("a/2", "10.0.4.7", 80));

    assertThat(factor(cases, _ -> Optional.of(certificate("01"))).map(CommonFactor::text))
        .contains("2 of 3 servers, all with the certificate CN=app");
    assertThat(factor(cases, s -> Optional.of(certificate(s.backend()))).map(CommonFactor::kind))
        .contains(Kind.NETWORK);
  }

  private static Certificate certificate(String fingerprint) {
    return new Certificate(
        "CN=app", "CN=ca", Instant.EPOCH, Instant.EPOCH, List.of("app"), fingerprint);
  }

  @Test
  void says_it_with_the_numbers() {
    assertThat(
            factor(
                    List.of(
                        ill("a/1", "10.0.3.7", 80),
                        ill("a/2", "10.0.3.8", 80),
                        well("a/3", "10.0.4.7", 80)))
                .map(CommonFactor::text))
        .contains("2 of 3 servers, all in the network 10.0.3.0/24");
  }

  @Test
  void nothing_is_said_of_one_server_or_without_a_healthy_one() {
    assertThat(factor(List.of(ill("a/1", "10.0.3.7", 80), well("a/2", "10.0.4.7", 80)))).isEmpty();
    assertThat(factor(List.of(ill("a/1", "10.0.3.7", 80), ill("a/2", "10.0.3.7", 81)))).isEmpty();
  }

  @Test
  void an_unknown_address_of_a_healthy_server_leaves_it_open() {
    assertThat(
            factor(
                List.of(
                    ill("a/1", "10.0.3.7", 80),
                    ill("a/2", "10.0.3.8", 80),
                    new Case("a/3", Optional.empty(), false))))
        .isEmpty();
  }

  @Property
  void whatever_is_named_every_ill_server_has_and_no_healthy_one(
      @ForAll("systems") List<Case> cases) {
    factor(cases)
        .ifPresent(factor -> {
          assertThat(cases)
              .allSatisfy(
                  c -> assertThat(has(c, factor)).as("%s %s", c, factor).isEqualTo(c.ill()));
          assertThat(factor.servers()).isEqualTo(cases.stream().filter(Case::ill).count());
          assertThat(factor.of()).isEqualTo(cases.size());
          assertThat(cases).anyMatch(c -> !c.ill());
        });
  }

  private static boolean has(Case one, CommonFactor factor) {
    Endpoint address = one.address().orElseThrow();
    return switch (factor.kind()) {
      case CERTIFICATE -> false;
      case HOST -> address.host().equals(factor.value());
      case NETWORK -> address.network().orElse("").equals(factor.value());
      case PORT -> factor.value().equals("" + address.port());
      case FAMILY -> address.family().orElse("").equals(factor.value());
      case BACKEND_NAME ->
          List.of(one.name().split("/", 2)[0].split("[-_.:]")).contains(factor.value());
    };
  }

  @Provide
  Arbitrary<List<Case>> systems() {
    Arbitrary<Case> one =
        Combinators.combine(
                Arbitraries.of("shop-eu", "shop-us", "mail_eu", "mail"),
                Arbitraries.of(
                    "10.0.3.1", "10.0.3.2", "10.0.4.1", "2001:db8::1", "2001:db8:0:1::1"),
                Arbitraries.of(80, 81),
                Arbitraries.of(true, false))
            .as((backend, host, port, sick) ->
                new Case(backend, Optional.of(new Endpoint(host, port)), sick));
    return one.list()
        .ofMaxSize(6)
        .map(list -> {
          List<Case> named = new ArrayList<>();
          for (int i = 0; i < list.size(); i++) {
            Case c = list.get(i);
            named.add(new Case(c.name() + "/s" + i, c.address(), c.ill()));
          }
          return named;
        });
  }
}
