package org.haproxydoctor.probe;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.TlsSeen;
import org.haproxydoctor.model.check.TlsSeen.CertificateRequest;
import org.jspecify.annotations.Nullable;

/// Stands by while TLS is agreed on: believes whatever certificate comes, shows ours to whoever
/// asks, and writes both down.
final class TlsWitness {
  private static final int MOST_AUTHORITIES = 20;
  private static final String ALIAS = "haproxy";

  private final Optional<ClientCertificate> ours;
  private final List<String> notes;
  private volatile List<X509Certificate> chain = List.of();
  private volatile @Nullable CertificateRequest request;

  /// @param ours shown when a certificate is asked for
  /// @param notes in what the handshake differs from HAProxy's
  TlsWitness(Optional<ClientCertificate> ours, List<String> notes) {
    this.ours = ours;
    this.notes = new ArrayList<>(notes);
  }

  List<X509Certificate> chain() {
    return chain;
  }

  TlsSeen seen(Optional<String> alert, Optional<CertificateVerdict> verdict) {
    return new TlsSeen(
        alert,
        Optional.ofNullable(request),
        chain.stream().map(CertificateFacts::of).toList(),
        verdict,
        notes);
  }

  X509ExtendedTrustManager trust() {
    return new Credulous();
  }

  X509ExtendedKeyManager keys() {
    return new Keys();
  }

  private void asked(Principal @Nullable [] issuers, boolean given) {
    List<String> authorities =
        issuers == null
            ? List.of()
            : Stream.of(issuers)
                .limit(MOST_AUTHORITIES)
                .map(p -> p instanceof X500Principal x ? CertificateFacts.name(x) : p.getName())
                .toList();
    Optional<String> sent =
        ours.filter(_ -> given)
            .map(o -> CertificateFacts.name(o.chain().getFirst().getSubjectX500Principal()));
    CertificateRequest before = request;
    // Java asks once for each kind of key.
    if (before == null || before.sent().isEmpty()) {
      request = new CertificateRequest(sent, authorities);
    }
  }

  /// A probe wants to see a certificate, not to rely on it, and sends no secrets.
  private final class Credulous extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType) {
      chain = List.of(sent);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType, Socket socket) {
      chain = List.of(sent);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType, SSLEngine engine) {
      chain = List.of(sent);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// As OpenSSL does, it sends the certificate it has whomever the server says it believes.
  private final class Keys extends X509ExtendedKeyManager {
    @Override
    public @Nullable String chooseClientAlias(
        String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
      boolean fits =
          ours.isPresent() && Stream.of(kinds).anyMatch(k -> k.equals(algorithm(ours.get())));
      asked(issuers, fits);
      return fits ? ALIAS : null;
    }

    private static String algorithm(ClientCertificate ours) {
      return ours.chain().getFirst().getPublicKey().getAlgorithm();
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] kinds, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return chooseClientAlias(kinds, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return ours.map(o -> o.chain().toArray(X509Certificate[]::new)).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return ours.map(ClientCertificate::key).orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String kind, Principal @Nullable [] issuers) {
      return ours.isPresent() ? new String[] {ALIAS} : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }
}
