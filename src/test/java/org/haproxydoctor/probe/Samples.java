package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.lab.FaultyServer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.TlsSettings;

/// Checks and deadlines for tests.
final class Samples {
  static final TlsSettings TLS = TlsSettings.plain();

  private Samples() {}

  static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(15));
  }

  static Endpoint endpoint(FaultyServer server) {
    return new Endpoint(server.address().getAddress().getHostAddress(), server.port());
  }

  static HttpCheck get(String uri, Expectation... expectations) {
    return new HttpCheck(
        "GET", uri, "HTTP/1.0", List.of(), Optional.empty(), List.of(expectations), false);
  }

  static Expectation expect(Expectation.Kind kind, String pattern) {
    return new Expectation(kind, false, pattern);
  }

  static Expectation expectNot(Expectation.Kind kind, String pattern) {
    return new Expectation(kind, true, pattern);
  }

  static CheckSpec check(FaultyServer server, HttpCheck http) {
    return check(endpoint(server), new CheckExchange.Http(http));
  }

  static Examination connecting(ServerRef server, Endpoint service) {
    return new Examination(server, Optional.of(service), Optional.empty(), false, false, List.of());
  }

  /// A bare connection, and the check repeated.
  static Examination examining(CheckSpec check, boolean vary, List<String> hostNames) {
    return new Examination(
        check.server(), Optional.of(check.service()), Optional.of(check), vary, false, hostNames);
  }

  /// A check in clear that gives up after 500 ms.
  static CheckSpec check(Endpoint target, CheckExchange exchange) {
    Duration inter = Duration.ofMillis(500);
    return new CheckSpec(
        new ServerRef("app", "w1"),
        target,
        target,
        exchange,
        Optional.empty(),
        ProxyHeader.NONE,
        Optional.empty(),
        new CheckTiming(inter, inter, inter, 2, 3, Optional.empty(), Optional.empty()),
        List.of(),
        List.of());
  }

  static CheckSpec withTiming(CheckSpec check, CheckTiming timing) {
    return new CheckSpec(
        check.server(),
        check.target(),
        check.service(),
        check.exchange(),
        check.tls(),
        check.proxyHeader(),
        check.source(),
        timing,
        check.lines(),
        check.notes());
  }

  static CheckSpec withService(CheckSpec check, Endpoint service) {
    return new CheckSpec(
        check.server(),
        check.target(),
        service,
        check.exchange(),
        check.tls(),
        check.proxyHeader(),
        check.source(),
        check.timing(),
        check.lines(),
        check.notes());
  }

  static CheckSpec withSource(CheckSpec check, String source) {
    return new CheckSpec(
        check.server(),
        check.target(),
        check.service(),
        check.exchange(),
        check.tls(),
        check.proxyHeader(),
        Optional.of(source),
        check.timing(),
        check.lines(),
        check.notes());
  }
}
