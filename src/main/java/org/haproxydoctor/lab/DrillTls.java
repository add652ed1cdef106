package org.haproxydoctor.lab;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.haproxydoctor.lab.DrillAuthority.Identity;
import org.jspecify.annotations.Nullable;

/// A drill's backend that speaks TLS in a manner of its own.
public final class DrillTls implements TlsSpeaker {
  static {
    // Java by itself refuses the versions that a drill may be about.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
  }

  private final TlsManner manner;
  private final Identity own;
  private final Optional<Identity> others;
  private final DrillAuthority authority;

  public DrillTls(TlsManner manner, DrillAuthority authority) {
    this.manner = manner;
    this.authority = authority;
    this.own = authority.issue(manner.certificate());
    this.others = manner.others().map(authority::issue);
  }

  @Override
  public SSLSocket serverSide(Socket socket, Consumer<String> serverName) throws IOException {
    NameWitness witness = new NameWitness();
    SSLSocket tls =
        (SSLSocket)
            context(witness).getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    tls.setUseClientMode(false);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setSNIMatchers(List.of(witness));
    if (!manner.versions().isEmpty()) {
      parameters.setProtocols(manner.versions().toArray(String[]::new));
    }
    if (!manner.ciphers().isEmpty()) {
      parameters.setCipherSuites(manner.ciphers().toArray(String[]::new));
    }
    parameters.setApplicationProtocols(manner.alpn().toArray(String[]::new));
    parameters.setNeedClientAuth(manner.clientCertificate());
    tls.setSSLParameters(parameters);
    try {
      tls.startHandshake();
    } finally {
      serverName.accept(witness.name());
    }
    return tls;
  }

  private SSLContext context(NameWitness witness) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (X509Certificate root : authority.roots()) {
        trusted.setCertificateEntry("ca", root);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new Keys(witness)}, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no usable TLS", e);
    }
  }

  /// @return who it is to a client that asks for this name; empty when it refuses it
  private Optional<Identity> identity(String asked) {
    if (manner.certificate().names().contains(asked)) {
      return Optional.of(own);
    }
    return manner.nameRequired() ? Optional.empty() : Optional.of(others.orElse(own));
  }

  /// Chooses by the name that was asked for; without a choice Java refuses the handshake.
  private final class Keys extends X509ExtendedKeyManager {
    private static final String ALIAS = "drill";

    private final NameWitness witness;

    private Keys(NameWitness witness) {
      this.witness = witness;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
      boolean fits = kind.equals("EC") || kind.equals("EC_EC");
      return fits && identity(witness.name()).isPresent() ? ALIAS : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return identity(witness.name())
          .map(i -> i.chain().toArray(X509Certificate[]::new))
          .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return identity(witness.name()).map(i -> i.keys().getPrivate()).orElse(null);
    }

    @Override
    public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getClientAliases(String kind, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }
}
