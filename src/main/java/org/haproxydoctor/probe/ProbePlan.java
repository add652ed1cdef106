package org.haproxydoctor.probe;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.TlsSettings;

/// One connection to make, and what to say on it.
///
/// @param source local address to bind to
/// @param tls empty for clear text
public record ProbePlan(
    Endpoint endpoint,
    Optional<String> source,
    ProxyHeader proxyHeader,
    Optional<TlsSettings> tls,
    CheckExchange exchange) {

  /// A bare connection.
  public static ProbePlan tcp(Endpoint endpoint) {
    return new ProbePlan(
        endpoint,
        Optional.empty(),
        ProxyHeader.NONE,
        Optional.empty(),
        new CheckExchange.ConnectOnly());
  }

  /// A TLS handshake and nothing after it.
  public static ProbePlan handshake(Endpoint endpoint, TlsSettings tls) {
    return tcp(endpoint).withTls(tls);
  }

  /// One HTTP request.
  public static ProbePlan http(Endpoint endpoint, HttpCheck request) {
    ProbePlan tcp = tcp(endpoint);
    return new ProbePlan(
        endpoint, tcp.source, tcp.proxyHeader, tcp.tls, new CheckExchange.Http(request));
  }

  /// Exactly what the check does; of a check that cannot be repeated, its connection.
  public static ProbePlan of(CheckSpec check) {
    CheckExchange exchange =
        switch (check.exchange()) {
          case CheckExchange.Http http -> http;
          case CheckExchange.Talk talk -> talk;
          case CheckExchange.ConnectOnly only -> only;
          case CheckExchange.NotMirrored _ -> new CheckExchange.ConnectOnly();
        };
    return new ProbePlan(
        check.target(), check.source(), check.proxyHeader(), check.tls(), exchange);
  }

  /// A request with nothing that was not asked for: HTTP/1.1, a `Host` header, no body.
  public static HttpCheck request(String method, String uri, String host) {
    return new HttpCheck(
        method,
        uri,
        "HTTP/1.1",
        List.of(new HttpCheck.Header("host", host)),
        Optional.empty(),
        List.of(),
        false);
  }

  /// @return whether the connection is all there is to it
  boolean isBare() {
    return tls.isEmpty()
        && proxyHeader == ProxyHeader.NONE
        && exchange instanceof CheckExchange.ConnectOnly;
  }

  public ProbePlan withTls(TlsSettings settings) {
    return new ProbePlan(endpoint, source, proxyHeader, Optional.of(settings), exchange);
  }
}
