package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.AnswerLimits;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.HttpCheck.Header;

/// Puts together what a section's checks say once connected.
final class ExchangeReader {
  private static final CheckExchange CONNECT_ONLY = new CheckExchange.ConnectOnly();

  private final CheckOptions options;
  private final ServerRef server;
  private final RequestHabits habits;
  private final AnswerLimits limits;
  private final List<ConfigLine> lines = new ArrayList<>();
  private final Notes notes = new Notes();
  private final Map<Part, ConfigLine> written = new EnumMap<>(Part.class);

  /// A part of the request, and how a sentence names it.
  private enum Part {
    URI("the URI"),
    HEADERS("the headers"),
    BODY("the body");

    private final String name;

    Part(String name) {
      this.name = name;
    }
  }

  /// @param connect how the connection is opened
  /// @param connectIsWritten whether a rule says how, be it only `connect default`
  /// @param lines the lines the whole check was made of
  /// @param then the next connection
  record Plan(
      CheckExchange exchange,
      ConnectRule connect,
      boolean connectIsWritten,
      List<ConfigLine> lines,
      List<String> notes,
      Optional<Plan> then) {}

  /// What is done on one connection.
  ///
  /// @param connect the rule that opens it; empty for the connection of a check without such a rule
  record Leg(Optional<ConnectRule> connect, CheckExchange exchange) {}

  private ExchangeReader(
      CheckOptions options, ServerRef server, RequestHabits habits, AnswerLimits limits) {
    this.options = options;
    this.server = server;
    this.habits = habits;
    this.limits = limits;
  }

  static Plan plan(
      CheckOptions options, ServerRef server, RequestHabits habits, AnswerLimits limits) {
    ExchangeReader reader = new ExchangeReader(options, server, habits, limits);
    Optional<Plan> plan = Optional.empty();
    for (Leg leg : reader.legs().reversed()) {
      plan =
          Optional.of(
              new Plan(
                  leg.exchange(),
                  leg.connect().orElseGet(ConnectRule::implicit),
                  leg.connect().isPresent(),
                  reader.lines,
                  reader.notes.list(),
                  plan));
    }
    return plan.orElseThrow();
  }

  private List<Leg> legs() {
    options
        .idleHttpRule()
        .ifPresent(l ->
            notes.add(
                l, "HAProxy ignores the http-check lines, because there is no 'option httpchk'."));
    Optional<CheckOptions.Choice> choice = options.choice();
    if (choice.isEmpty()) {
      return only(CONNECT_ONLY);
    }
    lines.add(choice.get().line());
    return switch (choice.get().name()) {
      case "httpchk" -> http();
      case "tcp-check" -> {
        options.tcpRules().forEach(r -> lines.add(r.line()));
        yield TcpLegs.of(options.tcpRules(), this::render, limits.buffer(), notes);
      }
      case "external-check" -> {
        lines.addAll(options.external());
        yield only(new CheckExchange.NotMirrored("external-check"));
      }
      default -> only(protocol(choice.get()));
    };
  }

  private static List<Leg> only(CheckExchange exchange) {
    return List.of(new Leg(Optional.empty(), exchange));
  }

  private CheckExchange protocol(CheckOptions.Choice choice) {
    return ProtocolChecks.of(
            choice.name(), choice.arguments(), limits.buffer(), habits.keepsHeaders())
        .<CheckExchange>map(CheckExchange.Talk::new)
        .orElseGet(() -> new CheckExchange.NotMirrored(choice.name()));
  }

  /// The requests of an HTTP check: the first also takes what `option httpchk` says.
  private List<Leg> http() {
    List<HttpLeg> legs = new ArrayList<>(List.of(new HttpLeg()));
    for (HttpRule rule : options.httpRules()) {
      if (!lines.contains(rule.line())) {
        lines.add(rule.line());
      }
      switch (rule) {
        case HttpRule.Send send when send.fromOption() ->
            legs.getFirst().request(send, habits.keepsHeaders());
        case HttpRule.Send send -> {
          legs.getLast().request(send, habits.keepsHeaders());
          remember(send);
        }
        case HttpRule.Expect expect -> {
          legs.getLast().expectations.add(expect.expectation());
          expect.note().ifPresent(n -> notes.add(expect.line(), n));
        }
        case HttpRule.Connect open -> {
          if (legs.getLast().connect.isPresent()) {
            legs.add(new HttpLeg());
          }
          legs.getLast().connect = Optional.of(open.connect());
        }
      }
    }
    boolean anyRequest = legs.stream().anyMatch(l -> l.request.isPresent());
    if (anyRequest) {
      options.disableOn404().ifPresent(lines::add);
      options
          .sendState()
          .ifPresent(
              l -> notes.add(l, "The header x-haproxy-server-state of this line is not repeated."));
    } else {
      notes.add(
          options.httpRules().getFirst().line(),
          "No request is sent: the http-check lines of this section replace those of its defaults"
              + " section, the request of 'option httpchk' included. Repeat 'option httpchk' in"
              + " this section.");
    }
    return legs.stream().map(l -> new Leg(l.connect, exchange(l, legs.size() > 1))).toList();
  }

  private CheckExchange exchange(HttpLeg leg, boolean several) {
    if (leg.requests > 1) {
      return new CheckExchange.NotMirrored("http-check with several requests on one connection");
    }
    if (leg.request.isEmpty()) {
      return several && leg.expectations.isEmpty()
          ? CONNECT_ONLY
          : new CheckExchange.NotMirrored("http-check without a request");
    }
    return new CheckExchange.Http(check(leg.request.get(), leg.expectations));
  }

  /// One connection of an HTTP check while it is read.
  private static final class HttpLeg {
    private Optional<ConnectRule> connect = Optional.empty();
    private Optional<HttpSend> request = Optional.empty();
    private final List<Expectation> expectations = new ArrayList<>();
    private int requests;

    void request(HttpRule.Send send, boolean keepsHeaders) {
      request =
          Optional.of(
              request.orElseGet(HttpSend::nothing).overriddenBy(send.request(), keepsHeaders));
      requests += send.fromOption() ? 0 : 1;
    }
  }

  private HttpCheck check(HttpSend request, List<Expectation> expectations) {
    List<Header> headers = new ArrayList<>();
    for (Header header : request.headers()) {
      Header sent =
          new Header(
              header.name(), rendered(header.value(), Part.HEADERS, "header " + header.name()));
      if (goesOut(sent)) {
        headers.add(sent);
      }
    }
    Optional<String> body = request.body().map(b -> text(b, Part.BODY));
    if (habits.alwaysLength() && body.orElse("").isEmpty()) {
      headers.add(new Header("content-length", "0"));
    }
    String uri = request.uri().map(u -> text(u, Part.URI)).orElse("/");
    Optional<String> host =
        headers.stream().filter(h -> h.name().equals("host")).map(Header::value).findFirst();
    return new HttpCheck(
        request.method().orElse("OPTIONS"),
        host.map(h -> withAuthority(uri, h)).orElse(uri),
        request.version().orElse("HTTP/1.0"),
        headers,
        body,
        expectations,
        options.disableOn404().isPresent(),
        limits);
  }

  /// A `Host` header replaces the authority of an absolute URI.
  private static String withAuthority(String uri, String host) {
    int start = uri.indexOf("://");
    if (start < 0 || uri.startsWith("/")) {
      return uri;
    }
    int path = uri.indexOf('/', start + 3);
    return uri.substring(0, start + 3) + host + (path < 0 ? "" : uri.substring(path));
  }

  /// HAProxy writes these three itself; only a `connection` other than `close` has an effect.
  private boolean goesOut(Header header) {
    return switch (header.name()) {
      case "content-length", "transfer-encoding" -> false;
      case "connection" -> {
        boolean sent = habits.keepsConnection() && !header.value().equalsIgnoreCase("close");
        if (sent && header.value().equalsIgnoreCase("upgrade")) {
          note(Part.HEADERS, "The upgrade that 'connection: upgrade' asks for is not repeated.");
        }
        yield sent;
      }
      default -> true;
    };
  }

  private void remember(HttpRule.Send send) {
    if (!send.request().headers().isEmpty()) {
      written.put(Part.HEADERS, send.line());
    }
    send.request().uri().ifPresent(_ -> written.put(Part.URI, send.line()));
    send.request().body().ifPresent(_ -> written.put(Part.BODY, send.line()));
  }

  private void note(Part part, String sentence) {
    Optional.ofNullable(written.get(part))
        .ifPresentOrElse(l -> notes.add(l, sentence), () -> notes.add(sentence));
  }

  private String text(HttpSend.Text text, Part part) {
    return text.format() ? rendered(text.value(), part, part.name) : text.value();
  }

  private Optional<String> render(String format) {
    return LogFormat.render(format, server, habits.namesServer());
  }

  private String rendered(String format, Part part, String what) {
    return render(format)
        .orElseGet(() -> {
          note(part, "HAProxy computes " + what + " from '" + format + "', sent as written.");
          return format;
        });
  }
}
