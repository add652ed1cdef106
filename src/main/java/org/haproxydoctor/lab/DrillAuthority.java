package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.haproxydoctor.lab.TlsManner.Certificate;
import org.jspecify.annotations.Nullable;

/// The certificates of one drill: an authority with an intermediate, another authority, and what
/// they have issued. The keys live as long as the drill.
public final class DrillAuthority {
  private static final Duration YEARS = Duration.ofDays(3650);

  private final Instant now = Instant.now();
  private final Identity root = authority("Drill CA");
  private final Identity other = authority("Other CA");
  private final Identity intermediate = issue(root, "Drill Intermediate CA", X509.Use.AUTHORITY);

  /// A certificate with its key.
  ///
  /// @param chain what is sent with it, itself first
  record Identity(String name, KeyPair keys, List<X509Certificate> chain) {}

  /// @throws IllegalStateException when this Java cannot make EC certificates
  public DrillAuthority() {}

  /// Writes what HAProxy needs: `ca.pem`, `other-ca.pem`, `client.pem` (issued by the authority)
  /// and `stranger.pem` (issued by the other).
  public void write(Path folder) throws IOException {
    pem(folder.resolve("ca.pem"), root.chain(), null);
    pem(folder.resolve("other-ca.pem"), other.chain(), null);
    Identity client = issue(root, "haproxy.drill.test", X509.Use.CLIENT);
    pem(folder.resolve("client.pem"), client.chain(), client.keys());
    Identity stranger = issue(other, "haproxy.drill.test", X509.Use.CLIENT);
    pem(folder.resolve("stranger.pem"), stranger.chain(), stranger.keys());
  }

  private static void pem(Path file, List<X509Certificate> chain, @Nullable KeyPair keys)
      throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate each : chain) {
        block(text, "CERTIFICATE", each.getEncoded());
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate cannot be encoded", e);
    }
    if (keys != null) {
      block(text, "PRIVATE KEY", keys.getPrivate().getEncoded());
    }
    Files.writeString(file, text);
  }

  private static void block(StringBuilder text, String label, byte[] bytes) {
    String encoded =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    text.append("-----BEGIN ").append(label).append("-----\n").append(encoded);
    text.append("\n-----END ").append(label).append("-----\n");
  }

  List<X509Certificate> roots() {
    return root.chain();
  }

  Identity issue(Certificate wanted) {
    Identity issuer =
        switch (wanted.issuer()) {
          case SELF -> null;
          case CA -> root;
          case INTERMEDIATE, INTERMEDIATE_NOT_SENT -> intermediate;
          case OTHER_CA -> other;
        };
    X509.Wish wish =
        new X509.Wish(
            wanted.names(),
            now.plus(wanted.from()),
            now.plus(wanted.until()),
            wanted.forClients() ? X509.Use.CLIENT : X509.Use.SERVER);
    Identity leaf = issue(issuer, wish);
    return wanted.issuer() == TlsManner.Issuer.INTERMEDIATE
        ? new Identity(
            leaf.name(),
            leaf.keys(),
            List.of(leaf.chain().getFirst(), intermediate.chain().getFirst()))
        : leaf;
  }

  private Identity authority(String name) {
    return issue(null, name, X509.Use.AUTHORITY);
  }

  private Identity issue(@Nullable Identity issuer, String name, X509.Use use) {
    return issue(issuer, new X509.Wish(List.of(name), now.minus(YEARS), now.plus(YEARS), use));
  }

  private static Identity issue(@Nullable Identity issuer, X509.Wish wish) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair keys = generator.generateKeyPair();
      byte[] encoded =
          issuer == null
              ? X509.signed(keys.getPublic(), wish, wish.names().getFirst(), keys.getPrivate())
              : X509.signed(keys.getPublic(), wish, issuer.name(), issuer.keys().getPrivate());
      return new Identity(wish.names().getFirst(), keys, List.of(X509.parse(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make EC certificates", e);
    }
  }
}
