package org.haproxydoctor.diagnose;

import java.time.Duration;
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
import org.haproxydoctor.model.CheckSwitches;
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
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.HttpCheck.Expectation;
import org.haproxydoctor.model.check.HttpCheck.Header;
import org.haproxydoctor.model.check.Moved;
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
  private CheckTiming timing = CheckTiming.defaults();
  private List<String> notes = List.of();
  private Optional<TlsSettings> tls = Optional.empty();
  private Optional<SourceAddress> source = Optional.empty();
  private Optional<ConfigLine> disabledAt = Optional.empty();
  private int configWeight = 1;
  private boolean configured = true;
  private int filePort;
  private int fileWeight = -1;
  private ProxyHeader proxyHeader = ProxyHeader.NONE;
  private boolean unsure;
  private String lineText;
  private int lineNumber = 20;
  private Optional<ProbeResult> tcp = Optional.empty();
  private Optional<CheckReplay> mirrored = Optional.empty();
  private final List<Variation> variations = new ArrayList<>();
  private final List<NameLookup> names = new ArrayList<>();
  private Optional<String> resolvers = Optional.empty();
  private Optional<HealthCheck> agent = Optional.empty();
  private Optional<AgentReply> agentSays = Optional.empty();
  private Optional<Moved> moved = Optional.empty();
  private Optional<ServerProbes> traffic = Optional.empty();
  private Optional<Endpoint> running = Optional.empty();
  private Optional<Duration> since = Optional.empty();
  private OptionalLong connectErrors = OptionalLong.empty();
  private CheckSwitches switches = CheckSwitches.UNKNOWN;
  private int operState = 2;
  private boolean unchecked;

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
        OptionalInt.of(word.result() == CheckStatus.Result.PASSED ? 4 : 0));
  }

  /// Its check passes, and yet it counts as if it had not.
  public ServerScene overruled() {
    check =
        check.map(c ->
            new HealthCheck(
                c.status(),
                c.raw(),
                false,
                c.code(),
                c.took(),
                c.lastReport(),
                c.rise(),
                c.fall(),
                OptionalInt.of(0)));
    return this;
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

  /// HAProxy's last result of its agent check.
  public ServerScene agent(CheckStatus word, String report) {
    agent = Optional.of(checked(word, 0, report));
    return this;
  }

  /// The address in use, when it is not as configured.
  public ServerScene runsAt(String host, int port) {
    running = Optional.of(new Endpoint(host, port));
    return this;
  }

  public ServerScene changed(Duration ago) {
    since = Optional.of(ago);
    return this;
  }

  public ServerScene connectErrors(long number) {
    connectErrors = OptionalLong.of(number);
    return this;
  }

  /// The bits of `srv_check_state`; 2 is configured, 4 is enabled.
  public ServerScene checkState(int bits) {
    switches =
        new CheckSwitches(
            OptionalInt.of(bits), OptionalInt.of(0), OptionalInt.empty(), Optional.empty());
    return this;
  }

  public ServerScene stopped() {
    operState = 0;
    return this;
  }

  /// The check columns are empty, as of a server whose check is off.
  public ServerScene withoutResult() {
    check = Optional.empty();
    return this;
  }

  public ServerScene following(String other, String raw) {
    tracked = ServerRef.parse(other);
    Word word = raw.startsWith("MAINT") ? Word.MAINT_VIA : Word.valueOf(raw);
    status = new ServerStatus(word, raw, word == Word.MAINT_VIA ? tracked : Optional.empty());
    check = Optional.empty();
    lineText = "server " + ref.server() + " 10.0.0.1:8080 track " + other;
    return this;
  }

  // What the configuration says.

  public ServerScene resolvers(String section) {
    resolvers = Optional.of(section);
    lineText += " resolvers " + section;
    return this;
  }

  public ServerScene unconfigured() {
    configured = false;
    return this;
  }

  /// Its line does not say `check`.
  public ServerScene unchecked() {
    unchecked = true;
    check = Optional.empty();
    lineText = "server " + ref.server() + " 10.0.0.1:8080";
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

  /// The check has so long for the answer (`timeout check`).
  public ServerScene answersWithin(Duration checkTimeout) {
    timing =
        new CheckTiming(
            timing.inter(),
            timing.fastInter(),
            timing.downInter(),
            timing.rise(),
            timing.fall(),
            Optional.of(checkTimeout),
            Optional.empty());
    return this;
  }

  public ServerScene checkPort(int port) {
    checkTarget = Optional.of(address.withPort(port));
    lineText += " port " + port;
    return this;
  }

  /// It is reached over a UNIX socket.
  public ServerScene onSocket(Endpoint socket) {
    address = socket;
    checkTarget = Optional.of(socket);
    return this;
  }

  /// The file has another port than the one in use.
  public ServerScene movedInFile(int port) {
    filePort = port;
    return this;
  }

  /// The file's line has variables that only HAProxy knows.
  public ServerScene unsureInFile() {
    unsure = true;
    return this;
  }

  /// The file has another weight than the one HAProxy has read.
  public ServerScene weighsInFile(int weightInFile) {
    fileWeight = weightInFile;
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

  public ServerScene tls(TlsSettings settings, String words) {
    tls = Optional.of(settings);
    lineText += " ssl " + words;
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

  /// The way of its requests was tried as a check is, with what the other scene was probed for.
  public ServerScene traffic(ServerScene way) {
    traffic = Optional.of(way.probes());
    return this;
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

  /// Nobody answers at this nameserver.
  public ServerScene unanswered(String asked, String trouble) {
    names.add(NameLookup.unanswered(address.host(), asked, trouble));
    return this;
  }

  public ServerScene agentSays(String line) {
    agentSays = Optional.of(AgentReply.said(new Endpoint("10.0.0.1", 9000), line));
    return this;
  }

  public ServerScene agentIsGone() {
    agentSays = Optional.of(AgentReply.silent(new Endpoint("10.0.0.1", 9000), "refused"));
    return this;
  }

  public ServerScene moved(String to, ProbeResult result, boolean passed) {
    moved = Optional.of(new Moved(new Endpoint(to, address.port()), result, passed));
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
        running.or(() -> Optional.of(address)).filter(_ -> status.word() != Word.MAINT_RESOLUTION),
        since,
        tracked,
        OptionalLong.empty(),
        OptionalLong.empty(),
        connectErrors,
        agent);
  }

  ServerState state() {
    return new ServerState(
        ref,
        operState,
        flags,
        userWeight,
        configWeight,
        running.or(() -> Optional.of(address)),
        Optional.empty(),
        Optional.empty(),
        checkTarget.map(t -> OptionalInt.of(t.port())).orElseGet(OptionalInt::empty),
        Optional.empty(),
        Optional.empty(),
        switches);
  }

  Optional<ServerConfig> config() {
    if (!configured) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerConfig(
            ref,
            line(),
            filePort == 0 ? address : address.withPort(filePort),
            disabledAt,
            fileWeight < 0 ? configWeight : fileWeight,
            Optional.of(line()).filter(_ -> lineText.contains(" weight ")),
            backup,
            tracked.map(ServerRef::toString),
            resolvers,
            source,
            Later.known(
                Optional.of(spec())
                    .filter(
                        _ -> status.word() != Word.NO_CHECK && tracked.isEmpty() && !unchecked))));
  }

  ServerProbes probes() {
    ServerProbes known = new ServerProbes(tcp, mirrored, variations, names);
    return new ServerProbes(
        tcp, mirrored, variations, names, agentSays, moved, traffic, known.connections());
  }

  private ConfigLine line() {
    return new ConfigLine("/etc/haproxy/haproxy.cfg", lineNumber, lineText, unsure);
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
        timing,
        List.of(line()),
        notes);
  }

  /// Keeps a header short to write.
  public static Header header(String name, String value) {
    return new Header(name, value);
  }
}
