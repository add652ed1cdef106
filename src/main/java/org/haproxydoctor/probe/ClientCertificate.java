package org.haproxydoctor.probe;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The certificate HAProxy shows to a server, `crt` on the server's line: a PEM file with the
/// certificate, its chain and its key, which may also lie beside it in a file ending in `.key`.
///
/// @param chain its own first
record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {

  /// A certificate, or why it cannot be shown.
  record Loaded(Optional<ClientCertificate> certificate, Optional<String> trouble) {}

  static Loaded load(String file) {
    try {
      return new Loaded(Optional.of(read(Path.of(file))), Optional.empty());
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      return new Loaded(Optional.empty(), Optional.of(why(e)));
    }
  }

  private static ClientCertificate read(Path file) throws IOException, GeneralSecurityException {
    List<Pem.Block> blocks = Pem.read(file);
    List<X509Certificate> chain = Certificates.of(blocks);
    Optional<Pem.Block> key = blocks.stream().filter(Pem.Block::isKey).findFirst();
    Path beside = Path.of(file + ".key");
    if (key.isEmpty() && Files.exists(beside)) {
      key = Pem.read(beside).stream().filter(Pem.Block::isKey).findFirst();
    }
    if (chain.isEmpty() || key.isEmpty()) {
      throw new IOException(chain.isEmpty() ? "it holds no certificate" : "it holds no key");
    }
    return new ClientCertificate(chain, PrivateKeys.of(key.get()));
  }

  /// @return one phrase, such as `permission denied`
  static String why(Exception e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file";
      default -> String.valueOf(e.getMessage());
    };
  }
}
