package org.haproxydoctor.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.config.ProxySection.Timed;
import org.haproxydoctor.config.ServerSettings.Flag;
import org.haproxydoctor.config.ServerSettings.Proxy;
import org.haproxydoctor.config.ServerSettings.Source;
import org.haproxydoctor.config.ServerSettings.Switch;
import org.haproxydoctor.config.ServerSettings.Value;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.TlsSettings;

/// Works out the check a server really gets, by the rules of HAProxy's `init_srv_check()`
/// (src/check.c) and `tcpcheck_eval_connect()` (src/tcpcheck.c).
///
/// It works when all files have been read, and only for servers that someone looks at closely: what
/// it cannot take into account becomes a note of that check, no problem of the configuration.
final class CheckReader {
  private static final CheckExchange OVER_HTTP2 = new CheckExchange.NotMirrored("httpchk over h2");

  private final ProxySection section;
  private final ServerDraft draft;
  private final ServerSettings settings;
  private final SectionReader sections;
  private final Notes notes = new Notes();

  private CheckReader(ProxySection section, ServerDraft draft, SectionReader sections) {
    this.section = section;
    this.draft = draft;
    this.settings = draft.settings();
    this.sections = sections;
  }

  /// @return empty when the server is not checked
  static Optional<CheckSpec> check(
      ProxySection section, ServerDraft draft, SectionReader sections) {
    if (!draft.settings().has(Flag.CHECK)) {
      return Optional.empty();
    }
    return Optional.of(new CheckReader(section, draft, sections).spec());
  }

  private CheckSpec spec() {
    ExchangeReader.Plan plan =
        ExchangeReader.plan(
            options(),
            draft.ref(),
            RequestHabits.of(sections.reading().version()),
            sections.global().answerLimits(sections.reading().version()));
    notes.addAll(plan.notes());
    return spec(plan);
  }

  /// @param plan of one connection and those after it
  private CheckSpec spec(ExchangeReader.Plan plan) {
    Optional<CheckSpec> then = plan.then().map(this::spec);
    Endpoint service = draft.address().endpoint();
    Endpoint target = target(plan.connect(), service);
    Optional<TlsSettings> tls = tls(plan);
    CheckExchange exchange = feasible(plan);
    Optional<Source> source = settings.source().or(section::source);
    source.ifPresent(s -> s.note().ifPresent(n -> notes.add(s.line(), n)));
    settings
        .value("namespace")
        .ifPresent(
            n -> notes.add(n.line(), "The network namespace " + n.text() + " is not entered."));
    if (isViaSocks(plan.connect())) {
      notes.add(
          settings.line(Flag.CHECK_VIA_SOCKS4).orElseGet(draft::line),
          "The check goes through a SOCKS proxy, which is not repeated.");
    }
    CheckSpec check =
        new CheckSpec(
            draft.ref(),
            target,
            service,
            exchange,
            tls,
            proxyHeader(plan.connect()),
            source.filter(s -> !s.any()).map(Source::address),
            timing(),
            lines(plan, source),
            notes.list(),
            pinned(plan.connect()),
            then);
    // Of HTTP/2 only the opening is repeated, which tells whether the server speaks it at all.
    return exchange.equals(OVER_HTTP2)
        ? check
            .withExchange(new CheckExchange.Talk(Dialogue.openingOfHttp2()))
            .withThen(Optional.of(check))
        : check;
  }

  /// Those of the `healthcheck` section the server names (3.4 and later), else its own section's.
  private CheckOptions options() {
    return settings.text("healthcheck").flatMap(sections::healthcheck).orElseGet(section::checks);
  }

  /// The address and the port are looked for apart: in the connect rule, then in `addr` and `port`,
  /// then in the server's own address.
  private Endpoint target(ConnectRule connect, Endpoint service) {
    Optional<Endpoint> rule = ruleAddress(connect);
    Optional<Endpoint> own = ownAddress();
    Endpoint base = rule.or(() -> own).orElse(service);
    if (base.isUnix()) {
      return base;
    }
    int port = connect.port();
    if (port == 0) {
      port = rule.map(Endpoint::port).orElse(0);
    }
    if (port == 0) {
      port = settings.number("port", 0);
    }
    if (port == 0) {
      port = own.map(Endpoint::port).orElse(0);
    }
    if (port == 0) {
      port = service.port();
    }
    if (NameLookup.isService(base.host())) {
      notes.add(
          draft.line(), "Address and port come from the DNS service record " + base.host() + ".");
    }
    return base.withPort(port);
  }

  private static Optional<Endpoint> ruleAddress(ConnectRule connect) {
    return connect
        .address()
        .map(a -> ServerAddress.parse(a).endpoint())
        .filter(e -> !ServerAddress.isAny(e.host()));
  }

  private static CheckSpec.Pinned pinned(ConnectRule connect) {
    Optional<Endpoint> rule = ruleAddress(connect);
    boolean port = connect.port() != 0 || rule.filter(e -> e.port() != 0).isPresent();
    return new CheckSpec.Pinned(rule.isPresent(), port);
  }

  /// `addr`, unless it is the wildcard, which HAProxy takes for none.
  private Optional<Endpoint> ownAddress() {
    return settings
        .text("addr")
        .map(a -> ServerAddress.parse(a).endpoint())
        .filter(e -> !ServerAddress.isAny(e.host()));
  }

  private boolean goesElsewhere() {
    return settings.number("port", 0) != 0 || ownAddress().isPresent();
  }

  private Optional<TlsSettings> tls(ExchangeReader.Plan plan) {
    ConnectRule connect = plan.connect();
    boolean fromServer =
        switch (settings.checkSsl()) {
          case ON -> true;
          case OFF -> false;
          case UNSET -> settings.ssl() == Switch.ON && !goesElsewhere();
        };
    if (!connect.ssl() && !(connect.serverOptions() && fromServer)) {
      return Optional.empty();
    }
    TlsSettings tls =
        TlsSettingsReader.of(
            settings, connect, sections.global(), sections.reading().version(), hostAsSni(plan));
    if (tls.sni().isEmpty() && settings.text("sni").isPresent()) {
      notes.add(
          settings.value("sni").map(Value::line).orElseGet(draft::line),
          "The check sends no server name (SNI): 'sni' is for traffic, checks use 'check-sni'.");
    }
    if (tls.alpn().contains("h2")) {
      notes.add("The check speaks HTTP/2 when the server agrees on h2, which is not repeated.");
    }
    return Optional.of(tls);
  }

  /// From 3.3 on a check takes its server name from its `Host` header (`check-sni-auto`, on by
  /// default), unless a `connect` rule opens its connection, be it `connect default` (seen on 3.4).
  private Optional<String> hostAsSni(ExchangeReader.Plan plan) {
    boolean automatic =
        !settings.has(Flag.NO_CHECK_SNI_AUTO)
            && !plan.connectIsWritten()
            && sections.reading().version().filter(v -> !v.isBefore(3, 3)).isPresent();
    return automatic && plan.exchange() instanceof CheckExchange.Http(HttpCheck check)
        ? check.host().map(h -> h.replaceFirst(":\\d+$", ""))
        : Optional.empty();
  }

  private ProxyHeader proxyHeader(ConnectRule connect) {
    boolean fromServer =
        settings.has(Flag.CHECK_SEND_PROXY) || (!settings.proxy().isEmpty() && !goesElsewhere());
    if (!connect.sendProxy() && !(connect.serverOptions() && fromServer)) {
      return ProxyHeader.NONE;
    }
    if (!settings.proxy().contains(Proxy.V2)) {
      return ProxyHeader.V1;
    }
    if (settings.proxy().size() > 1) {
      notes.add("The PROXY header goes out without the extensions of version 2.");
    }
    return ProxyHeader.V2;
  }

  /// Replaces an exchange that cannot be repeated because of how the connection is made.
  private CheckExchange feasible(ExchangeReader.Plan plan) {
    Optional<String> exotic = draft.address().exotic();
    if (exotic.isPresent()) {
      return new CheckExchange.NotMirrored(exotic.get() + " address");
    }
    ConnectRule connect = plan.connect();
    if (isViaSocks(connect)) {
      return new CheckExchange.NotMirrored("check through a SOCKS proxy");
    }
    if (connect.computedPort().isPresent()) {
      return new CheckExchange.NotMirrored("check on port " + connect.computedPort().get());
    }
    return otherProtocol(plan)
        .<CheckExchange>map(p -> new CheckExchange.NotMirrored("httpchk over " + p))
        .orElse(plan.exchange());
  }

  /// @return what an HTTP check speaks instead of HTTP/1, without any agreement on it
  private Optional<String> otherProtocol(ExchangeReader.Plan plan) {
    return plan.connect()
        .proto()
        .or(() -> settings.text("check-proto"))
        .or(() -> settings.text("proto"))
        .filter(p -> plan.exchange() instanceof CheckExchange.Http)
        .filter(p -> !p.equals("h1") && !p.equals("none"));
  }

  private boolean isViaSocks(ConnectRule connect) {
    return connect.viaSocks() || (connect.serverOptions() && settings.has(Flag.CHECK_VIA_SOCKS4));
  }

  private CheckTiming timing() {
    CheckTiming defaults = CheckTiming.defaults();
    Duration inter = settings.duration("inter").orElse(defaults.inter());
    CheckTiming timing =
        new CheckTiming(
            inter,
            settings.duration("fastinter").orElse(inter),
            settings.duration("downinter").orElse(inter),
            settings.number("rise", defaults.rise()),
            settings.number("fall", defaults.fall()),
            section.checkTimeout().map(Timed::duration),
            section.connectTimeout().map(Timed::duration));
    if (timing.checkTimeout().filter(t -> t.compareTo(timing.connectLimit()) < 0).isPresent()
        && sections.reading().version().filter(LateTimeout::has).isPresent()) {
      notes.add(section.checkTimeout().orElseThrow().line(), LateTimeout.NOTE);
    }
    return timing;
  }

  private List<ConfigLine> lines(ExchangeReader.Plan plan, Optional<Source> source) {
    List<ConfigLine> lines = new ArrayList<>();
    lines.add(draft.line());
    lines.addAll(settings.lines());
    lines.addAll(plan.lines());
    if (plan.exchange() instanceof CheckExchange.NotMirrored(String name)
        && name.equals("external-check")) {
      lines.addAll(sections.global().externalChecks());
    }
    section.checkTimeout().ifPresent(t -> lines.add(t.line()));
    source.filter(s -> !s.any()).ifPresent(s -> lines.add(s.line()));
    return lines.stream().distinct().toList();
  }
}
