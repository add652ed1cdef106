package org.haproxydoctor.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Whom HAProxy believes: the certificates of `ca-file`, and the lists of `crl-file`.
///
/// @param name the file, as a reader knows it
/// @param trouble why the file could not be read
record Authorities(
    String name,
    List<X509Certificate> certificates,
    List<X509CRL> revocations,
    Optional<String> trouble) {
  /// The system's own (`X509_get_default_cert_file(3)`), by distribution.
  private static final List<String> SYSTEM =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private static final int MOST_FILES = 2000;

  /// Thousands of servers share one file.
  private static final Map<Key, Authorities> READ = new ConcurrentHashMap<>();

  private record Key(String file, long modified, long size) {}

  /// @param file `ca-file` or `crl-file`: a file, a folder, or `@system-ca`
  static Authorities of(String file) {
    try {
      Path path = Path.of(file.equals("@system-ca") ? system() : file);
      long modified = Files.getLastModifiedTime(path).toMillis();
      Key key = new Key(file, modified, Files.size(path));
      Authorities known = READ.get(key);
      if (known == null) {
        known = read(file, path);
        READ.put(key, known);
      }
      return known;
    } catch (IOException | GeneralSecurityException | InvalidPathException e) {
      return new Authorities(file, List.of(), List.of(), Optional.of(ClientCertificate.why(e)));
    }
  }

  private static String system() throws IOException {
    return SYSTEM.stream()
        .filter(f -> Files.exists(Path.of(f)))
        .findFirst()
        .orElseThrow(() -> new IOException("this host has no certificates of its own"));
  }

  private static Authorities read(String name, Path path)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    List<X509CRL> revocations = new ArrayList<>();
    for (Path file : files(path)) {
      List<Pem.Block> blocks = Pem.read(file);
      certificates.addAll(Certificates.of(blocks));
      revocations.addAll(Certificates.lists(blocks));
    }
    return new Authorities(name, certificates, revocations, Optional.empty());
  }

  /// Of a folder the files that HAProxy takes (configuration manual, `ca-file`).
  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(f -> f.getFileName().toString().matches("[^.].*\\.(pem|crt|cer|crl)"))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MOST_FILES)
          .toList();
    }
  }
}
