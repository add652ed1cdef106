package org.haproxydoctor.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.TlsSettings;

/// Puts together how a check speaks TLS (configuration manual, section 5.2).
final class TlsSettingsReader {
  private TlsSettingsReader() {}

  /// @param hostAsSni the server name when nothing else gives one
  static TlsSettings of(
      ServerSettings server,
      ConnectRule connect,
      GlobalSettings global,
      Optional<String> hostAsSni) {
    boolean verify =
        server.text("verify").map(v -> !v.equals("none")).orElse(global.verifyServers());
    Optional<String> sni =
        connect
            .sni()
            .or(() -> connect.serverOptions() ? server.text("check-sni") : Optional.empty())
            .or(() -> hostAsSni);
    return new TlsSettings(
        sni,
        alpn(server, connect),
        verify,
        server.text("ca-file").map(global::caFile),
        server.text("verifyhost"),
        server.text("crt").map(global::crtFile),
        TlsVersions.least(server::text).or(() -> TlsVersions.least(global::tlsDefault)),
        TlsVersions.greatest(server::text).or(() -> TlsVersions.greatest(global::tlsDefault)));
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
