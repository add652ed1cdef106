package org.haproxydoctor.probe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation.Kind;

/// Makes the single changes of one check.
final class Changes {
  private static final int MOST_HOSTS = 3;

  /// Where applications commonly put their health endpoint; the start page last, because it answers
  /// almost everywhere and says least.
  private static final List<String> COMMON_PATHS =
      List.of(
          "/health",
          "/healthz",
          "/status",
          "/ping",
          "/-/healthy",
          "/ready",
          "/actuator/health",
          "/healthcheck",
          "/");

  private final CheckSpec check;
  private final List<String> hostNames;

  /// @param hostNames likeliest first; what cannot stand in a header is left out
  Changes(CheckSpec check, List<String> hostNames) {
    this.check = check;
    Set<String> names = new LinkedHashSet<>();
    if (check.exchange() instanceof CheckExchange.Http(HttpCheck http)) {
      http.host().ifPresent(names::add);
    }
    names.addAll(hostNames);
    names.add(check.service().host());
    names.add(check.target().host());
    this.hostNames = names.stream().filter(Changes::isName).toList();
  }

  List<Change> serviceTarget() {
    if (!check.hasOwnTarget()) {
      return List.of();
    }
    String service = check.service().toString();
    return List.of(
        new Change(
            Kind.SERVICE_TARGET,
            service + " instead of " + check.target(),
            service,
            check.withTarget(check.service())));
  }

  List<Change> withoutSource() {
    return check.source().stream()
        .map(s -> new Change(Kind.WITHOUT_SOURCE, "without source " + s, s, check.withoutSource()))
        .toList();
  }

  /// A bare connection in clear would succeed on a TLS port too: only an answer tells, so something
  /// has to be asked.
  List<Change> withoutTls() {
    CheckSpec inClear = check.withTls(Optional.empty());
    boolean asks =
        check.exchange() instanceof CheckExchange.Http
            || check.exchange() instanceof CheckExchange.Talk;
    if (!asks) {
      HttpCheck any = ProbePlan.request("GET", "/", address());
      return List.of(
          new Change(
              Kind.WITHOUT_TLS,
              "in clear instead of a TLS handshake",
              "",
              inClear.withExchange(new CheckExchange.Http(any))));
    }
    return List.of(new Change(Kind.WITHOUT_TLS, "in clear instead of TLS", "", inClear));
  }

  /// Without server name first: most servers do not need one.
  List<Change> withTls() {
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change(
            Kind.WITH_TLS,
            "TLS instead of clear",
            "",
            check.withTls(Optional.of(TlsSettings.plain()))));
    hostNames.stream()
        .findFirst()
        .ifPresent(name ->
            changes.add(
                new Change(
                    Kind.WITH_TLS,
                    "TLS with server name " + name + " instead of clear",
                    name,
                    check.withTls(Optional.of(TlsSettings.plain().withSni(name))))));
    return changes;
  }

  /// @return the changes to how the check speaks TLS; empty when it speaks in clear
  Optional<TlsVariations> tls(ProbeResult result) {
    return check.tls().map(t -> new TlsVariations(check, t, result, serverNames(t)));
  }

  private List<String> serverNames(TlsSettings tls) {
    Set<String> names = new LinkedHashSet<>();
    if (check.exchange() instanceof CheckExchange.Http(HttpCheck http)) {
      http.host()
          .map(h -> h.replaceFirst(":\\d+$", ""))
          .filter(Changes::isName)
          .ifPresent(names::add);
    }
    tls.verifyHost().filter(Changes::isName).ifPresent(names::add);
    names.addAll(hostNames);
    return List.copyOf(names);
  }

  private static boolean isName(String text) {
    return text.matches("[A-Za-z0-9._-]+") && Names.literal(text).isEmpty();
  }

  List<Change> otherProxyHeader() {
    return switch (check.proxyHeader()) {
      case NONE -> List.of(withHeader(ProxyHeader.V2, ""), withHeader(ProxyHeader.V1, ""));
      case V1 -> List.of(withoutHeader(), withHeader(ProxyHeader.V2, " instead of 1"));
      case V2 -> List.of(withoutHeader(), withHeader(ProxyHeader.V1, " instead of 2"));
    };
  }

  private Change withoutHeader() {
    return new Change(
        Kind.WITHOUT_PROXY_HEADER,
        "without PROXY header",
        "",
        check.withProxyHeader(ProxyHeader.NONE));
  }

  private Change withHeader(ProxyHeader header, String instead) {
    String version = header == ProxyHeader.V2 ? "2" : "1";
    return new Change(
        Kind.WITH_PROXY_HEADER,
        "with PROXY header version " + version + instead,
        "v" + version,
        check.withProxyHeader(header));
  }

  /// A server that only speaks HTTP/2 waits for its opening, or breaks off at anything else.
  Change http2() {
    return new Change(
        Kind.HTTP2,
        "the opening of HTTP/2 instead of HTTP/1",
        "h2",
        check.withExchange(new CheckExchange.Talk(Dialogue.openingOfHttp2())));
  }

  /// A server that waits to be asked is silent to a check that waits for its greeting.
  Change http(Dialogue instead) {
    return new Change(
        Kind.HTTP,
        "an HTTP request instead of the " + instead.name(),
        "http",
        with(ProbePlan.request("GET", "/", address())));
  }

  Change methodGet(HttpCheck http) {
    return new Change(
        Kind.METHOD_GET, "GET instead of " + http.method(), "GET", with(http.withMethod("GET")));
  }

  /// The server's address stands in as a name where the check sends none and none is known:
  /// HTTP/1.1 wants any.
  List<Change> withHost(HttpCheck http) {
    List<String> names = hostNames;
    if (names.isEmpty() && http.host().isEmpty() && !http.version().equals("HTTP/1.0")) {
      names = List.of(address());
    }
    String present = http.host().map(h -> " instead of " + h).orElse("");
    return names.stream()
        .filter(n -> !n.equalsIgnoreCase(http.host().orElse("")))
        .limit(MOST_HOSTS)
        .map(n -> new Change(Kind.WITH_HOST, "Host " + n + present, n, with(http.withHost(n))))
        .toList();
  }

  private String address() {
    Endpoint target = check.target();
    return target.isUnix() ? "localhost" : target.withPort(0).toString();
  }

  List<Change> otherPaths(HttpCheck http) {
    return COMMON_PATHS.stream()
        .filter(p -> !p.equals(http.uri()))
        .map(p ->
            new Change(Kind.OTHER_PATH, p + " instead of " + http.uri(), p, with(http.withUri(p))))
        .toList();
  }

  private CheckSpec with(HttpCheck http) {
    return check.withExchange(new CheckExchange.Http(http));
  }
}
