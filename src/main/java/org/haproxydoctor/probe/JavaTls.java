package org.haproxydoctor.probe;

import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLException;
import org.haproxydoctor.model.check.TlsSettings;
import org.jspecify.annotations.Nullable;

/// What of TLS this Java is to offer, so that it offers what HAProxy does.
final class JavaTls {
  /// In the order of age; HAProxy's names, see `ssl-min-ver`.
  private static final List<String> VERSIONS =
      List.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private static final int TLS_1_2 = 3;

  /// OpenSSL takes chains of 100 kB by default, and so do we.
  private static final String LARGEST_CHAIN = "102400";

  private static final String MOST_CERTIFICATES = "100";

  /// Java's names of groups, most of which are OpenSSL's as well (RFC 8422, RFC 7919).
  private static final Set<String> GROUPS =
      Set.of(
          "x25519",
          "x448",
          "secp256r1",
          "secp384r1",
          "secp521r1",
          "ffdhe2048",
          "ffdhe3072",
          "ffdhe4096",
          "ffdhe6144",
          "ffdhe8192");

  private static final Map<String, String> ALIASES =
      Map.of(
          "p-256", "secp256r1",
          "prime256v1", "secp256r1",
          "p-384", "secp384r1",
          "p-521", "secp521r1");

  private JavaTls() {}

  /// Java by itself refuses what is old; a probe has to see it to say so, and believes nothing it
  /// is told. Has an effect before the first handshake only.
  static void allowEverything() {
    Allowed.once();
  }

  private static final class Allowed {
    static {
      Security.setProperty("jdk.tls.disabledAlgorithms", "");
      System.setProperty("jdk.tls.maxHandshakeMessageSize", LARGEST_CHAIN);
      System.setProperty("jdk.tls.client.maxInboundCertificateChainLength", MOST_CERTIFICATES);
    }

    private static void once() {}
  }

  /// @param supported by this Java
  /// @throws SSLException when the settings leave none
  static String[] versions(TlsSettings settings, String[] supported) throws SSLException {
    int from = settings.minVersion().map(VERSIONS::indexOf).filter(i -> i >= 0).orElse(1);
    int to = settings.maxVersion().map(VERSIONS::indexOf).filter(i -> i >= 0).orElse(4);
    if (settings.securityLevel() > 0) {
      from = Math.max(from, TLS_1_2);
    }
    List<String> wanted = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      String name = VERSIONS.get(i).replace("TLSv1.0", "TLSv1");
      if (Arrays.asList(supported).contains(name)) {
        wanted.add(name);
      }
    }
    if (wanted.isEmpty()) {
      throw new SSLException(
          "no TLS version that HAProxy's library speaks lies between "
              + VERSIONS.get(settings.minVersion().isEmpty() ? 1 : from)
              + " and "
              + VERSIONS.get(to));
    }
    return wanted.toArray(String[]::new);
  }

  /// @param supported by this Java
  static String[] suites(TlsSettings settings, String[] supported) {
    Set<String> wanted = new TreeSet<>();
    List<String> known = Arrays.stream(supported).filter(s -> !s.endsWith("_SCSV")).toList();
    wanted.addAll(CipherList.of(settings.ciphers().list(), settings.securityLevel(), known));
    List<String> suites =
        settings.ciphers().suites().map(s -> List.of(s.split(":", -1))).orElse(List.of());
    known.stream()
        .filter(s -> !s.contains("_WITH_"))
        .filter(s -> suites.isEmpty() || suites.contains(s))
        .forEach(wanted::add);
    // In Java's own order, which is the one of strength.
    List<String> ordered = new ArrayList<>(known.stream().filter(wanted::contains).toList());
    ordered.add("TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
    return ordered.toArray(String[]::new);
  }

  /// @return in Java's words; null, which is Java's own choice, where the settings leave it to the
  ///   library or name none that Java knows
  static String @Nullable [] groups(TlsSettings settings) {
    List<String> named =
        settings.ciphers().groups().map(g -> List.of(g.split("[:/]", -1))).orElse(List.of());
    String[] known =
        named.stream()
            // OpenSSL marks what it may pass over, and what it sends a key for.
            .map(g -> g.replaceFirst("^[*?]+", "").toLowerCase(Locale.ROOT))
            .map(g -> ALIASES.getOrDefault(g, g))
            .filter(GROUPS::contains)
            .distinct()
            .toArray(String[]::new);
    return known.length == 0 ? null : known;
  }

  /// @return whether this Java has none of the ciphers named
  static boolean hasNone(TlsSettings settings, String[] supported) {
    return settings.ciphers().list().isPresent()
        && CipherList.of(settings.ciphers().list(), settings.securityLevel(), List.of(supported))
            .isEmpty();
  }
}
