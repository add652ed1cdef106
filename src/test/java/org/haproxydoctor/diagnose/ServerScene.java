package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.SourceAddress;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HealthCheck;
import org.haproxydoctor.model.Later;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.NameLookup;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.model.check.Variation;

/// One server of an [Incident]: what HAProxy, the configuration and our probes say of it. Without
/// further words it is healthy, checked by `GET /healthz`, and was not probed.
public final class ServerScene {
  final ServerRef ref;
  private ServerStatus status = new ServerStatus(Word.UP, "UP", Optional.empty());
  private Optional<HealthCheck> check = Optional.of(checked(CheckStatus.L7OK, 200, ""));
  private int weight = 1;
  private int userWeight = 1;
  private boolean backup;
  private Optional<ServerRef> tracked = Optional.empty();
  private final Set<AdminFlag> flags = EnumSet.noneOf(AdminFlag.class);
  private Endpoint address = new Endpoint("10.0.0.1", 8080);
  private Optional<Endpoint> checkTarget = Optional.empty();
  private CheckExchange exchange =
      new CheckExchange.Http(
          new HttpCheck(
              "GET", "/healthz", "HTTP/1.0", List.of(), Optional.empty(), List.of(), false));
  private List<String> notes = List.of();
  private Optional<TlsSettings> tls = Optional.empty();
  private Optional<SourceAddress> source = Optional.empty();
  private Optional<ConfigLine> disabledAt = Optional.empty();
  private int configWeight = 1;
  private boolean configured = true;
  private ProxyHeader proxyHeader = ProxyHeader.NONE;
  private String lineText;
  private int lineNumber = 20;
  private Optional<ProbeResult> tcp = Optional.empty();
  private Optional<CheckReplay> mirrored = Optional.empty();
  private final List<Variation> variations = new ArrayList<>();
  private final List<NameLookup> names = new ArrayList<>();

  private ServerScene(ServerRef ref) {
    this.ref = ref;
    this.lineText = "server " + ref.server() + " 10.0.0.1:8080 check";
  }

  public static ServerScene server(String name) {
    return new ServerScene(ServerRef.parse(name).orElseThrow());
  }

  // What HAProxy says.

  public ServerScene is(Word word, String raw) {
    status = new ServerStatus(word, raw, Optional.empty());
    if (status.isMaintenance() || word == Word.NO_CHECK) {
      check = Optional.empty();
    }
    return this;
  }

  public ServerScene down() {
    return is(Word.DOWN, "DOWN");
  }

  public ServerScene maint() {
    return is(Word.MAINT, "MAINT");
  }

  public ServerScene check(CheckStatus word) {
    return check(word, 0, "");
  }

  public ServerScene check(CheckStatus word, int code) {
    return check(word, code, "");
  }

  public ServerScene check(CheckStatus word, String report) {
    return check(word, 0, report);
  }

  public ServerScene check(CheckStatus word, int code, String report) {
    check = Optional.of(checked(word, code, report));
    return this;
  }

  /// The next check runs: of the last one HAProxy only tells the word.
  public ServerScene checkedAgainAfter(CheckStatus word) {
    check =
        Optional.of(
            new HealthCheck(
                word,
                "* " + word.name(),
                true,
                OptionalInt.of(0),
                Optional.empty(),
                "",
                OptionalInt.of(2),
                OptionalInt.of(3),
                OptionalInt.of(0)));
    return this;
  }

  private static HealthCheck checked(CheckStatus word, int code, String report) {
    return new HealthCheck(
        word,
        word.name(),
        false,
        code == 0 ? OptionalInt.empty() : OptionalInt.of(code),
        Optional.empty(),
        report,
        OptionalInt.of(2),
        OptionalInt.of(3),
        OptionalInt.of(0));
  }

  public ServerScene weighs(int effective, int wanted) {
    weight = effective;
    userWeight = wanted;
    return this;
  }

  public ServerScene backup() {
    backup = true;
    return this;
  }

  public ServerScene tracking(String other) {
    tracked = ServerRef.parse(other);
    return this;
  }

  public ServerScene flags(AdminFlag... more) {
    flags.addAll(List.of(more));
    return this;
  }

  // What the configuration says.

  public ServerScene unconfigured() {
    configured = false;
    return this;
  }

  public ServerScene line(int number, String text) {
    lineNumber = number;
    lineText = text;
    return this;
  }

  public ServerScene disabled() {
    lineText += " disabled";
    disabledAt = Optional.of(line());
    return this;
  }

  public ServerScene configWeight(int configuredWeight) {
    configWeight = configuredWeight;
    lineText += " weight " + configuredWeight;
    return this;
  }

  public ServerScene named(String host) {
    address = new Endpoint(host, address.port());
    return this;
  }

  public ServerScene source(String from) {
    source =
        Optional.of(new SourceAddress(from, new ConfigLine("haproxy.cfg", 9, "source " + from)));
    return this;
  }

  public ServerScene checkPort(int port) {
    checkTarget = Optional.of(address.withPort(port));
    lineText += " port " + port;
    return this;
  }

  /// The server's line has the keyword; the check uses it unless it has a target of its own.
  public ServerScene sendsProxyHeader() {
    proxyHeader = checkTarget.isPresent() ? ProxyHeader.NONE : ProxyHeader.V1;
    lineText += " send-proxy";
    return this;
  }

  public ServerScene tls() {
    tls = Optional.of(TlsSettings.plain());
    lineText += " ssl verify none";
    return this;
  }

  /// The check can only be repeated with this difference.
  public ServerScene repeatedBut(String note) {
    notes = List.of(note);
    return this;
  }

  public ServerScene connectOnly() {
    exchange = new CheckExchange.ConnectOnly();
    return this;
  }

  public ServerScene checkedBy(String protocol) {
    exchange = new CheckExchange.NotMirrored(protocol);
    return this;
  }

  public ServerScene talks(Dialogue dialogue) {
    exchange = new CheckExchange.Talk(dialogue);
    return this;
  }

  public ServerScene asks(String method, String uri) {
    return http(h -> h.withMethod(method).withUri(uri));
  }

  public ServerScene asksInVersion11() {
    return http(h ->
        new HttpCheck(
            h.method(),
            h.uri(),
            "HTTP/1.1",
            h.headers(),
            h.body(),
            h.expectations(),
            h.disableOn404()));
  }

  public ServerScene sendsHost(String host) {
    return http(h -> h.withHost(host));
  }

  public ServerScene expects(Expectation.Kind kind, String pattern) {
    return expects(new Expectation(kind, false, pattern));
  }

  public ServerScene expects(Expectation expectation) {
    return http(h -> {
      List<Expectation> all = new ArrayList<>(h.expectations());
      all.add(expectation);
      return new HttpCheck(
          h.method(), h.uri(), h.version(), h.headers(), h.body(), all, h.disableOn404());
    });
  }

  public ServerScene disableOn404() {
    return http(h ->
        new HttpCheck(
            h.method(), h.uri(), h.version(), h.headers(), h.body(), h.expectations(), true));
  }

  private ServerScene http(UnaryOperator<HttpCheck> change) {
    if (exchange instanceof CheckExchange.Http(HttpCheck asked)) {
      exchange = new CheckExchange.Http(change.apply(asked));
    }
    return this;
  }

  // What our probes say.

  public ServerScene connects(ProbeResult result) {
    tcp = Optional.of(result);
    return this;
  }

  /// Our repetition of the check fails like this.
  public ServerScene fails(ProbeResult result) {
    mirrored = Optional.of(new CheckReplay(spec(), result, false, ""));
    return this;
  }

  public ServerScene passes(ProbeResult result) {
    mirrored = Optional.of(new CheckReplay(spec(), result, true, ""));
    return this;
  }

  /// The one change that makes the check pass.
  public ServerScene passesIf(Variation.Kind kind, String value, ProbeResult result) {
    return varied(kind, value, result, true);
  }

  public ServerScene failsEvenIf(Variation.Kind kind, ProbeResult result) {
    return varied(kind, "", result, false);
  }

  private ServerScene varied(
      Variation.Kind kind, String value, ProbeResult result, boolean passed) {
    CheckReplay replay = new CheckReplay(spec(), result, passed, "");
    variations.add(new Variation(kind, kind + " " + value, value, replay));
    return this;
  }

  public ServerScene lookup(String asked, String trouble) {
    names.add(new NameLookup(address.host(), asked, List.of(), Optional.of(trouble)));
    return this;
  }

  public ServerScene resolves(String asked, String... addresses) {
    names.add(new NameLookup(address.host(), asked, List.of(addresses), Optional.empty()));
    return this;
  }

  // What Incident makes of it.

  Server row() {
    return new Server(
        ref,
        status,
        backup,
        weight,
        check,
        Optional.of(address).filter(_ -> status.word() != Word.MAINT_RESOLUTION),
        Optional.empty(),
        tracked,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  ServerState state() {
    return new ServerState(
        ref,
        2,
        flags,
        userWeight,
        configWeight,
        Optional.of(address),
        Optional.empty(),
        Optional.empty(),
        checkTarget.map(t -> OptionalInt.of(t.port())).orElseGet(OptionalInt::empty),
        Optional.empty(),
        Optional.empty());
  }

  Optional<ServerConfig> config() {
    if (!configured) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerConfig(
            ref,
            line(),
            address,
            disabledAt,
            configWeight,
            Optional.of(line()).filter(_ -> lineText.contains(" weight ")),
            backup,
            Optional.empty(),
            Optional.empty(),
            source,
            Later.known(Optional.of(spec()).filter(_ -> status.word() != Word.NO_CHECK))));
  }

  ServerProbes probes() {
    return new ServerProbes(tcp, mirrored, variations, names);
  }

  private ConfigLine line() {
    return new ConfigLine("/etc/haproxy/haproxy.cfg", lineNumber, lineText);
  }

  private CheckSpec spec() {
    return new CheckSpec(
        ref,
        checkTarget.orElse(address),
        address,
        exchange,
        tls,
        proxyHeader,
        source.map(SourceAddress::address),
        CheckTiming.defaults(),
        List.of(line()),
        notes);
  }

  /// Keeps a header short to write.
  public static Header header(String name, String value) {
    return new Header(name, value);
  }
}
