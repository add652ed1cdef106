package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.lab.Behaviour;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.DrillAuthority;
import org.haproxydoctor.lab.DrillTls;
import org.haproxydoctor.lab.FaultyServer;
import org.haproxydoctor.lab.TlsManner;
import org.haproxydoctor.lab.TlsManner.Certificate;
import org.haproxydoctor.lab.TlsManner.Issuer;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CertificateVerdict.Fault;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.TlsSettings.Ciphers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What HAProxy 2.2 to 3.4 do with the same certificates and settings was seen by hand.
@Timeout(30)
class TrustTest {
  @TempDir Path folder;

  private final DrillAuthority authority = new DrillAuthority();

  @BeforeEach
  void write() throws IOException {
    authority.write(folder);
  }

  @Test
  void a_certificate_of_the_authority_is_taken_also_through_an_intermediate() throws IOException {
    for (Issuer issuer : new Issuer[] {Issuer.CA, Issuer.INTERMEDIATE}) {
      ProbeResult result = probe(TlsManner.of(issuer, "app.test"), verifying("ca.pem"));
      assertThat(result.word()).isEqualTo(Word.OK);
      assertThat(result.seen().verdict()).isEmpty();
      assertThat(result.seen().notes()).isEmpty();
    }
  }

  @Test
  void what_breaks_the_chain_is_told_apart() throws IOException {
    assertThat(fault(TlsManner.of(Issuer.SELF, "app.test"), verifying("ca.pem")))
        .isEqualTo(Fault.SELF_SIGNED);
    assertThat(fault(TlsManner.of(Issuer.INTERMEDIATE_NOT_SENT, "app.test"), verifying("ca.pem")))
        .isEqualTo(Fault.ISSUER_MISSING);
    assertThat(fault(TlsManner.of(Issuer.INTERMEDIATE, "app.test"), verifying("other-ca.pem")))
        .isEqualTo(Fault.OTHER_AUTHORITY);
  }

  @Test
  void a_certificate_is_turned_down_before_and_after_its_time_and_for_another_use()
      throws IOException {
    assertThat(fault(lasting(-20, -1), verifying("ca.pem"))).isEqualTo(Fault.EXPIRED);
    assertThat(fault(lasting(1, 20), verifying("ca.pem"))).isEqualTo(Fault.NOT_YET_VALID);
    Certificate forClients =
        new Certificate(
            List.of("app.test"), Issuer.CA, Duration.ofDays(-1), Duration.ofDays(1), true);
    assertThat(fault(TlsManner.of(forClients), verifying("ca.pem")))
        .isEqualTo(Fault.NOT_MEANT_FOR_THIS);
  }

  @Test
  void the_name_that_is_sent_goes_before_verifyhost() throws IOException {
    TlsManner manner = TlsManner.of(Issuer.CA, "app.test");
    assertThat(fault(manner, named(Optional.empty(), "other.test"))).isEqualTo(Fault.OTHER_NAME);
    assertThat(fault(manner, named(Optional.of("other.test"), "app.test")))
        .isEqualTo(Fault.OTHER_NAME);
    assertThat(probe(manner, named(Optional.of("app.test"), "other.test")).word())
        .isEqualTo(Word.OK);
  }

  @Test
  void a_handshake_that_is_turned_down_ends_there_with_all_that_was_seen() throws IOException {
    ProbeResult result = probe(lasting(-20, -1), verifying("ca.pem"));
    assertThat(result.word()).isEqualTo(Word.TLS_FAILED);
    assertThat(result.stage()).isEqualTo(Stage.TLS);
    assertThat(result.http()).isEmpty();
    assertThat(result.detail()).startsWith("the certificate expired on 20");
    assertThat(result.seen().certificate().orElseThrow().issuer()).isEqualTo("CN=Drill CA");
    assertThat(result.seen().certificate().orElseThrow().fingerprint()).hasSize(95);
  }

  @Test
  void without_verification_anything_is_taken() throws IOException {
    assertThat(probe(lasting(-20, -1), TlsSettings.plain()).word()).isEqualTo(Word.OK);
  }

  @Test
  void an_authority_that_cannot_be_read_is_a_note_and_dates_are_judged_all_the_same()
      throws IOException {
    TlsSettings settings = verifying("missing.pem");
    ProbeResult result = probe(TlsManner.of(Issuer.SELF, "app.test"), settings);
    assertThat(result.word()).isEqualTo(Word.OK);
    assertThat(result.seen().notes())
        .singleElement()
        .asString()
        .contains("missing.pem: no such file");
    assertThat(fault(lasting(-20, -1), settings)).isEqualTo(Fault.EXPIRED);
  }

  @Test
  void a_folder_of_authorities_is_read_as_haproxy_reads_it() throws IOException {
    Path some = Files.createDirectory(folder.resolve("some"));
    Files.copy(folder.resolve("other-ca.pem"), some.resolve("a.crt"));
    Files.copy(folder.resolve("ca.pem"), some.resolve("README.txt"));
    assertThat(fault(TlsManner.of(Issuer.CA, "app.test"), verifying("some"))).isNotNull();
    Files.copy(folder.resolve("ca.pem"), some.resolve("b.pem"));
    assertThat(probe(TlsManner.of(Issuer.CA, "app.test"), verifying("some")).word())
        .isEqualTo(Word.OK);
  }

  @Test
  void a_client_certificate_is_shown_and_what_is_asked_for_is_written_down() throws IOException {
    TlsManner manner =
        new TlsManner(
            TlsManner.of(Issuer.CA, "app.test").certificate(),
            Optional.empty(),
            false,
            List.of(),
            List.of(),
            true,
            List.of());
    ProbeResult shown = probe(manner, showing("client.pem"));
    assertThat(shown.word()).isEqualTo(Word.OK);
    assertThat(request(shown).sent()).contains("CN=haproxy.drill.test");
    assertThat(request(shown).authorities()).containsExactly("CN=Drill CA");
    ProbeResult none = probe(manner, TlsSettings.plain());
    assertThat(none.word()).isNotEqualTo(Word.OK);
    assertThat(request(none).sent()).isEmpty();
    ProbeResult refused = probe(manner, showing("stranger.pem"));
    assertThat(refused.word()).isNotEqualTo(Word.OK);
    assertThat(request(refused).sent()).isPresent();
    ProbeResult unread = probe(manner, showing("missing.pem"));
    assertThat(unread.seen().notes()).singleElement().asString().contains("missing.pem");
  }

  @Test
  void what_this_java_speaks_is_what_the_settings_say() throws IOException {
    TlsManner old = speaking(List.of("TLSv1.1"), List.of());
    assertThat(probe(old, TlsSettings.plain()).word()).isEqualTo(Word.TLS_FAILED);
    assertThat(probe(old, TlsSettings.plain().withoutLimits()).tls().orElseThrow().protocol())
        .isEqualTo("TLSv1.1");
    TlsManner strong =
        speaking(List.of("TLSv1.2"), List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
    assertThat(probe(strong, ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")).seen().alert())
        .contains("handshake_failure");
    assertThat(probe(strong, ciphers("ECDHE+AESGCM:!AES128")).word()).isEqualTo(Word.OK);
  }

  @Test
  void groups_are_offered_by_the_names_of_openssl() {
    assertThat(JavaTls.groups(groups("P-256:?X25519:prime256v1:brainpoolP256r1tls13")))
        .containsExactly("secp256r1", "x25519");
    assertThat(JavaTls.groups(groups("brainpoolP256r1tls13"))).isNull();
    assertThat(JavaTls.groups(TlsSettings.plain())).isNull();
  }

  @Test
  void an_alert_is_known_by_its_name() throws IOException {
    TlsManner h1 =
        new TlsManner(
            TlsManner.of(Issuer.CA, "app.test").certificate(),
            Optional.empty(),
            false,
            List.of(),
            List.of(),
            false,
            List.of("http/1.1"));
    ProbeResult result = probe(h1, TlsSettings.plain().withAlpn(List.of("h2")));
    assertThat(result.seen().alert()).contains("no_application_protocol");
  }

  private static TlsManner lasting(int from, int until) {
    return TlsManner.of(
        new Certificate(
            List.of("app.test"), Issuer.CA, Duration.ofDays(from), Duration.ofDays(until), false));
  }

  private static TlsManner speaking(List<String> versions, List<String> ciphers) {
    return new TlsManner(
        TlsManner.of(Issuer.SELF, "app.test").certificate(),
        Optional.empty(),
        false,
        versions,
        ciphers,
        false,
        List.of());
  }

  private TlsSettings verifying(String file) {
    return settings(true, Optional.of(file), Optional.empty(), Optional.empty(), Ciphers.USUAL);
  }

  private TlsSettings named(Optional<String> sni, String verifyHost) {
    return settings(
            true, Optional.of("ca.pem"), Optional.of(verifyHost), Optional.empty(), Ciphers.USUAL)
        .withSni(sni);
  }

  private TlsSettings showing(String crt) {
    return settings(false, Optional.empty(), Optional.empty(), Optional.of(crt), Ciphers.USUAL);
  }

  private TlsSettings ciphers(String list) {
    return speaking(new Ciphers(Optional.of(list), Optional.empty(), Optional.empty()));
  }

  private TlsSettings groups(String curves) {
    return speaking(new Ciphers(Optional.empty(), Optional.empty(), Optional.of(curves)));
  }

  private TlsSettings speaking(Ciphers ciphers) {
    return settings(false, Optional.empty(), Optional.empty(), Optional.empty(), ciphers);
  }

  private TlsSettings settings(
      boolean verify,
      Optional<String> caFile,
      Optional<String> verifyHost,
      Optional<String> crt,
      Ciphers ciphers) {
    return new TlsSettings(
        Optional.empty(),
        List.of(),
        verify,
        caFile.map(f -> folder.resolve(f).toString()),
        verifyHost,
        crt.map(f -> folder.resolve(f).toString()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ciphers,
        2);
  }

  private Fault fault(TlsManner manner, TlsSettings settings) throws IOException {
    return probe(manner, settings)
        .seen()
        .verdict()
        .map(CertificateVerdict::fault)
        .orElseThrow(() -> new AssertionError("HAProxy would take it"));
  }

  private static TlsSeen.CertificateRequest request(ProbeResult result) {
    return result.seen().request().orElseThrow();
  }

  private ProbeResult probe(TlsManner manner, TlsSettings settings) throws IOException {
    try (FaultyServer server =
        FaultyServer.start(
            Behaviour.http(Route.any(200)).withTls(),
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            new DrillTls(manner, authority))) {
      return Prober.probe(
          ProbePlan.http(Samples.endpoint(server), Samples.get("/")).withTls(settings),
          Waits.of(Duration.ofSeconds(8)),
          Samples.soon());
    }
  }
}
