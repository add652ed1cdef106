package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.SourceAddress;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.Passage;
import org.haproxydoctor.model.traffic.Counter;
import org.haproxydoctor.model.traffic.Movement;
import org.haproxydoctor.model.traffic.Traffic;

/// The way requests take to a server, tried where they fail although the check passes: the check
/// may go to another port, speak TLS where the traffic does not, or say nothing at all.
final class TrafficWay {
  /// Enough to tell what they have in common.
  static final int MOST = 40;

  private static final Duration LONGEST = Duration.ofSeconds(1);

  private TrafficWay() {}

  /// @return the servers that HAProxy finds well, and whose requests fail
  static List<Server> chosen(List<Server> servers, Traffic traffic) {
    return servers.stream()
        .filter(s -> s.usable() && !s.checkFails())
        .filter(s -> traffic.server(s.ref()).filter(TrafficWay::fails).isPresent())
        .limit(MOST)
        .toList();
  }

  /// Refused connections and broken answers; also where all a server has to say is 4xx, as a port
  /// that speaks TLS may say to whoever speaks in clear.
  private static boolean fails(Movement row) {
    long errors =
        row.moved(Counter.CONNECT_ERRORS)
            + row.moved(Counter.RETRIES)
            + row.moved(Counter.RESPONSE_ERRORS);
    long answers = row.answers();
    return errors > 0 || (answers > 0 && row.moved(Counter.ANSWERS_4XX) == answers);
  }

  /// @return its traffic as a check that takes every answer but 400, which says that the question
  ///   was not understood; empty where nobody but HAProxy can go that way, or knows the name to ask
  ///   for
  static Optional<CheckSpec> of(LiveServer live, Movement row) {
    Passage way = live.way();
    boolean nameless = way.namedByRequest() && live.hostName().isEmpty();
    if (live.service().isEmpty()
        || live.configured().isEmpty()
        || way.obstacle().isPresent()
        || nameless) {
      return Optional.empty();
    }
    Endpoint service = live.service().get();
    // Rows of TCP proxies count no answers.
    boolean http = row.after().total(Counter.ANSWERS_2XX).isPresent();
    ServerConfig configured = live.configured().get();
    return Optional.of(
        new CheckSpec(
            live.server().ref(),
            service,
            service,
            http && !offersHttp2(way) ? request(live, service) : new CheckExchange.ConnectOnly(),
            way.namedByRequest() ? way.tls().map(t -> t.withSni(live.hostName())) : way.tls(),
            way.proxyHeader(),
            configured.source().map(SourceAddress::address),
            timing(live),
            List.of(configured.line()),
            List.of()));
  }

  private static boolean offersHttp2(Passage way) {
    return way.tls().filter(t -> t.alpn().contains("h2")).isPresent();
  }

  private static CheckExchange request(LiveServer live, Endpoint service) {
    String host = live.hostName().orElseGet(service::toString);
    return new CheckExchange.Http(
        new HttpCheck(
            "GET",
            "/",
            "HTTP/1.1",
            List.of(new Header("host", host)),
            Optional.empty(),
            List.of(new Expectation(Expectation.Kind.STATUS, true, "400")),
            false));
  }

  private static CheckTiming timing(LiveServer live) {
    CheckTiming usual = CheckTiming.defaults();
    return new CheckTiming(
        LONGEST,
        LONGEST,
        LONGEST,
        usual.rise(),
        usual.fall(),
        Optional.of(LONGEST),
        live.check().flatMap(c -> c.timing().connectTimeout()));
  }
}
