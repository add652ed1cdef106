package org.haproxydoctor.config;

import static org.haproxydoctor.model.check.TlsSettings.USUAL_SECURITY_LEVEL;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.TlsSettings.Ciphers;

/// Puts together how a check speaks TLS (configuration manual, section 5.2).
final class TlsSettingsReader {
  private static final Pattern LEVEL = Pattern.compile("@SECLEVEL=([0-5])");

  private TlsSettingsReader() {}

  /// @param version of HAProxy; before 2.5 it is mostly built with an OpenSSL before 3, which
  ///   speaks old TLS and takes short keys (seen with 2.2 and OpenSSL 1.1.1)
  /// @param hostAsSni the server name when nothing else gives one
  static TlsSettings of(
      ServerSettings server,
      ConnectRule connect,
      GlobalSettings global,
      Optional<HaproxyVersion> version,
      Optional<String> hostAsSni) {
    boolean verify =
        server.text("verify").map(v -> !v.equals("none")).orElse(global.verifyServers());
    Optional<String> sni =
        connect
            .sni()
            .or(() -> connect.serverOptions() ? server.text("check-sni") : Optional.empty())
            .or(() -> hostAsSni);
    Optional<String> ciphers = server.text("ciphers").or(() -> global.tlsDefault("ciphers"));
    int usual = version.filter(v -> v.isBefore(2, 5)).isPresent() ? 0 : USUAL_SECURITY_LEVEL;
    return new TlsSettings(
        sni,
        alpn(server, connect),
        verify,
        server.text("ca-file").map(global::caFile),
        server.text("verifyhost"),
        server.text("crt").map(global::crtFile),
        TlsVersions.least(server::text).or(() -> TlsVersions.least(global::tlsDefault)),
        TlsVersions.greatest(server::text).or(() -> TlsVersions.greatest(global::tlsDefault)),
        server.text("crl-file").map(global::caFile),
        new Ciphers(
            ciphers,
            server.text("ciphersuites").or(() -> global.tlsDefault("ciphersuites")),
            server.text("curves").or(() -> global.tlsDefault("curves"))),
        ciphers
            .map(LEVEL::matcher)
            .filter(Matcher::find)
            .map(m -> Integer.parseInt(m.group(1)))
            .orElse(usual));
  }

  /// The server's own `alpn` belongs to its TLS context, which checks share.
  private static List<String> alpn(ServerSettings server, ConnectRule connect) {
    Optional<String> check = connect.serverOptions() ? server.text("check-alpn") : Optional.empty();
    return connect
        .alpn()
        .or(() -> check)
        .or(() -> server.text("alpn"))
        .map(a -> Arrays.stream(a.split(",", -1)).filter(p -> !p.isEmpty()).toList())
        .orElse(List.of());
  }
}
