package org.haproxydoctor.probe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.TlsSettings;

/// The files HAProxy reads for its side of TLS, read by us: before connecting, for reading takes
/// time that is not the server's.
///
/// @param authorities `ca-file`; empty where nothing is verified
/// @param ours `crt`
/// @param notes what could not be read
record Trust(
    TlsSettings settings,
    Optional<Authorities> authorities,
    Optional<Authorities> crls,
    Optional<ClientCertificate> ours,
    List<String> notes) {

  static Trust of(TlsSettings settings) {
    List<String> notes = new ArrayList<>();
    Optional<Authorities> authorities =
        settings.caFile().filter(_ -> settings.verify()).map(Authorities::of);
    authorities
        .flatMap(Authorities::trouble)
        .ifPresent(t ->
            notes.add(
                "Whether the certificate is trusted is not judged: "
                    + settings.caFile().orElse("")
                    + ": "
                    + t
                    + "."));
    if (settings.verify() && authorities.isEmpty()) {
      notes.add("Whether the certificate is trusted is not judged: no ca-file is known.");
    }
    Optional<Authorities> crls =
        settings.crlFile().filter(_ -> settings.verify()).map(Authorities::of);
    crls.flatMap(Authorities::trouble)
        .ifPresent(t ->
            notes.add(
                "Revocation is not judged: " + settings.crlFile().orElse("") + ": " + t + "."));
    Optional<ClientCertificate.Loaded> ours =
        settings.clientCertificate().map(ClientCertificate::load);
    ours.flatMap(ClientCertificate.Loaded::trouble)
        .ifPresent(t ->
            notes.add(
                "HAProxy's certificate is not shown to the server: "
                    + settings.clientCertificate().orElse("")
                    + ": "
                    + t
                    + "."));
    return new Trust(
        settings, authorities, crls, ours.flatMap(ClientCertificate.Loaded::certificate), notes);
  }

  TlsWitness witness() {
    return new TlsWitness(ours, notes);
  }

  /// @return why HAProxy turns the server's certificate down; empty when it does not, when it does
  ///   not look, or when that cannot be told
  Optional<CertificateVerdict> judge(TlsWitness witness, Instant now) {
    if (!settings.verify() || witness.chain().isEmpty()) {
      return Optional.empty();
    }
    return new CertificateJudge(
            now,
            authorities.filter(a -> a.trouble().isEmpty()),
            crls,
            settings.nameWanted(),
            settings.securityLevel())
        .judge(witness.chain());
  }
}
