package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.config.CheckOptions.TcpRule;
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
  private Optional<ConnectRule> connect = Optional.empty();

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
  /// @param lines the lines it was made of
  record Plan(
      CheckExchange exchange,
      ConnectRule connect,
      boolean connectIsWritten,
      List<ConfigLine> lines,
      List<String> notes) {}

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
    CheckExchange exchange = reader.exchange();
    return new Plan(
        exchange,
        reader.connect.orElseGet(ConnectRule::implicit),
        reader.connect.isPresent(),
        reader.lines,
        reader.notes.list());
  }

  private CheckExchange exchange() {
    options
        .idleHttpRule()
        .ifPresent(l ->
            notes.add(
                l, "HAProxy ignores the http-check lines, because there is no 'option httpchk'."));
    Optional<CheckOptions.Choice> choice = options.choice();
    if (choice.isEmpty()) {
      return CONNECT_ONLY;
    }
    lines.add(choice.get().line());
    return switch (choice.get().name()) {
      case "httpchk" -> http();
      case "tcp-check" -> tcp();
      default -> new CheckExchange.NotMirrored(choice.get().name());
    };
  }

  private CheckExchange tcp() {
    List<TcpRule> rules = options.tcpRules();
    rules.forEach(r -> lines.add(r.line()));
    if (rules.isEmpty()) {
      return CONNECT_ONLY;
    }
    // Whatever is said later, the first connection must succeed.
    connect = rules.getFirst().connect();
    if (rules.size() == 1 && connect.isPresent()) {
      return CONNECT_ONLY;
    }
    return new CheckExchange.NotMirrored("tcp-check");
  }

  private CheckExchange http() {
    HttpSend request = HttpSend.nothing();
    int requests = 0;
    int connects = 0;
    boolean anyRequest = false;
    List<Expectation> expectations = new ArrayList<>();
    for (HttpRule rule : options.httpRules()) {
      if (!lines.contains(rule.line())) {
        lines.add(rule.line());
      }
      switch (rule) {
        case HttpRule.Send send -> {
          request = request.overriddenBy(send.request(), habits.keepsHeaders());
          remember(send);
          requests += send.fromOption() ? 0 : 1;
          anyRequest = true;
        }
        case HttpRule.Expect expect -> {
          expectations.add(expect.expectation());
          expect.note().ifPresent(n -> notes.add(expect.line(), n));
        }
        case HttpRule.Connect open -> {
          connect = connect.or(() -> Optional.of(open.connect()));
          connects++;
        }
      }
    }
    if (requests > 1 || connects > 1) {
      return new CheckExchange.NotMirrored("http-check with several steps");
    }
    if (!anyRequest) {
      notes.add(
          options.httpRules().getFirst().line(),
          "No request is sent: the http-check lines of this section replace those of its defaults"
              + " section, the request of 'option httpchk' included. Repeat 'option httpchk' in"
              + " this section.");
      return new CheckExchange.NotMirrored("http-check without a request");
    }
    options.disableOn404().ifPresent(lines::add);
    options
        .sendState()
        .ifPresent(
            l -> notes.add(l, "The header x-haproxy-server-state of this line is not repeated."));
    return new CheckExchange.Http(check(request, expectations));
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

  private String rendered(String format, Part part, String what) {
    return LogFormat.render(format, server, habits.namesServer())
        .orElseGet(() -> {
          note(part, "HAProxy computes " + what + " from '" + format + "', sent as written.");
          return format;
        });
  }
}
