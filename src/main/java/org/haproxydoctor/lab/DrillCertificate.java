package org.haproxydoctor.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A self-signed certificate with its key, made for one drill and kept in memory only.
public final class DrillCertificate implements TlsSpeaker {
  private static final char[] NO_PASSWORD = {};

  private final KeyPair keys;
  private final byte[] encoded;
  private final SSLContext context;

  private DrillCertificate(KeyPair keys, byte[] encoded) throws GeneralSecurityException {
    this.keys = keys;
    this.encoded = encoded;
    this.context = context();
  }

  /// Valid from yesterday for a month, for `localhost` and 127.0.0.1.
  public static DrillCertificate forLoopback() {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    return of(List.of("localhost", "127.0.0.1"), yesterday, yesterday.plus(Duration.ofDays(31)));
  }

  /// @param names DNS names and IPv4 addresses, at least one; the first is the subject
  /// @param notBefore between 1950 and 2049, to the second
  /// @param notAfter between 1950 and 2049, to the second
  public static DrillCertificate of(List<String> names, Instant notBefore, Instant notAfter) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair keys = generator.generateKeyPair();
      return new DrillCertificate(keys, X509.selfSigned(keys, names, notBefore, notAfter));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make or use EC certificates", e);
    }
  }

  @Override
  public SSLSocket serverSide(Socket socket, Consumer<String> serverName) throws IOException {
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    tls.setUseClientMode(false);
    SSLParameters parameters = tls.getSSLParameters();
    NameWitness witness = new NameWitness();
    parameters.setSNIMatchers(List.of(witness));
    tls.setSSLParameters(parameters);
    try {
      tls.startHandshake();
    } finally {
      serverName.accept(witness.name());
    }
    return tls;
  }

  private SSLContext context() throws GeneralSecurityException {
    try {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("drill", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new GeneralSecurityException("an empty key store cannot be loaded", e);
    }
  }
}
