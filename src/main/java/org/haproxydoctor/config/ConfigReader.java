package org.haproxydoctor.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.config.ServerSettings.Flag;
import org.haproxydoctor.config.ServerSettings.Source;
import org.haproxydoctor.config.ServerSettings.Value;
import org.haproxydoctor.model.ByName;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.Problem;
import org.haproxydoctor.model.Configuration.Reach;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.SourceAddress;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.Later;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.NameLookup;

/// Reads haproxy.cfg.
///
/// What it does not understand becomes a [Problem] with its line when it may decide what a health
/// check does; the many other keywords are passed over in silence.
public final class ConfigReader {
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private ConfigReader() {}

  /// Reads files and directories in the order of HAProxy's `-f` options.
  ///
  /// @param paths a directory stands for its `*.cfg` files
  /// @param environment HAProxy's own environment variables, where known
  /// @param haproxyVersion decides `version_atleast()` and its kin, such as `2.6.12-1+deb12u4`
  /// @throws ConfigUnreadableException when none of them could be read
  public static Configuration read(
      List<Path> paths, Map<String, String> environment, Optional<String> haproxyVersion)
      throws ConfigUnreadableException {
    return read(paths, environment, haproxyVersion, MAX_BYTES);
  }

  static Configuration read(
      List<Path> paths,
      Map<String, String> environment,
      Optional<String> haproxyVersion,
      int maxBytes)
      throws ConfigUnreadableException {
    Problems problems = new Problems();
    List<ConfigFiles.Source> sources = new ConfigFiles(maxBytes, problems).read(paths);
    if (sources.isEmpty()) {
      throw unreadable(problems);
    }
    Environment variables = new Environment(environment);
    List<String> files = sources.stream().map(ConfigFiles.Source::file).toList();
    OwnVariables.preset(variables, haproxyVersion, files);
    Optional<HaproxyVersion> version = haproxyVersion.flatMap(HaproxyVersion::parse);
    StatementReader statements = new StatementReader(variables, version, problems);
    SectionReader sections = new SectionReader(variables, new Reading(version, problems));
    for (ConfigFiles.Source source : sources) {
      sections.startFile();
      statements.read(source, sections::take);
    }
    List<BackendConfig> backends = backends(sections, problems);
    return new Configuration(
            files,
            backends,
            sections.global().statsSockets(),
            sections.resolvers(),
            problems.list())
        .with(
            sections.proxies().stream().map(ProxySection::limits).toList(),
            sections.global().facts());
  }

  private static ConfigUnreadableException unreadable(Problems problems) {
    List<Problem> list = problems.list();
    if (list.isEmpty()) {
      return new ConfigUnreadableException(
          "no configuration file was named", "name HAProxy's configuration file with --config");
    }
    Problem first = list.getFirst();
    String more = list.size() > 1 ? " (and " + (list.size() - 1) + " more)" : "";
    String hint =
        first.what().contains("permission")
            ? "run as a user who may read it, such as root or a member of its group"
            : "name the file that HAProxy was started with: `ps -o args -C haproxy` shows it";
    return new ConfigUnreadableException(
        "cannot read " + first.line().file() + ": " + first.what() + more, hint);
  }

  private static List<BackendConfig> backends(SectionReader sections, Problems problems) {
    HostNames hostNames = new HostNames(sections.proxies());
    Ways ways = new Ways(sections.proxies());
    List<BackendConfig> backends = new ArrayList<>();
    for (ProxySection section : sections.proxies()) {
      if (section.kind().hasServers()) {
        List<ServerConfig> servers = new ArrayList<>();
        for (ServerDraft draft : section.servers()) {
          servers.add(server(section, draft, sections, problems));
        }
        CheckOptions checks = section.checks();
        backends.add(
            new BackendConfig(
                section.name(),
                section.line(),
                checks.choice().map(CheckOptions.Choice::line),
                lastExpect(checks),
                ByName.of(servers, s -> s.ref().server()),
                hostNames.of(section),
                section.answersItself(),
                section.useServers(),
                section.stateFiles().of(section.name(), sections.global()),
                servers.isEmpty() ? ways.to(section) : Reach.BY_RULE));
      }
    }
    return backends;
  }

  private static Optional<ConfigLine> lastExpect(CheckOptions checks) {
    return checks.httpRules().stream()
        .filter(r -> r instanceof HttpRule.Expect)
        .map(HttpRule::line)
        .reduce((first, second) -> second);
  }

  private static ServerConfig server(
      ProxySection section, ServerDraft draft, SectionReader sections, Problems problems) {
    ServerSettings settings = draft.settings();
    if (draft.address().relativePort()) {
      problems.add(draft.line(), "the port depends on the client's, it is taken as unknown");
    }
    Optional<Source> source = settings.source().or(section::source);
    Later<Optional<CheckSpec>> check = Later.of(() -> CheckReader.check(section, draft, sections));
    complain(draft, sections, check, problems);
    return new ServerConfig(
        draft.ref(),
        draft.line(),
        draft.address().endpoint(),
        settings.line(Flag.DISABLED),
        settings.number("weight", 1),
        settings.value("weight").map(Value::line),
        settings.has(Flag.BACKUP),
        settings.text("track").map(t -> t.contains("/") ? t : section.name() + "/" + t),
        settings.text("resolvers"),
        source.filter(s -> !s.any()).map(s -> new SourceAddress(s.address(), s.line())),
        check,
        PassageReader.agent(draft),
        Later.of(
            () -> PassageReader.passage(draft, sections.global(), sections.reading().version())));
  }

  /// The mistakes that concern a server's check as a whole. Few servers can have them, and only
  /// their checks are worked out for it.
  private static void complain(
      ServerDraft draft,
      SectionReader sections,
      Later<Optional<CheckSpec>> check,
      Problems problems) {
    ServerAddress address = draft.address();
    if (!draft.settings().has(Flag.CHECK)) {
      return;
    }
    draft
        .settings()
        .text("healthcheck")
        .filter(name -> sections.healthcheck(name).isEmpty())
        .ifPresent(
            name -> problems.add(draft.line(), "there is no healthcheck section '" + name + "'"));
    if (address.endpoint().port() == 0
        && address.exotic().isEmpty()
        && address.trouble().isEmpty()
        && check.get().map(CheckSpec::target).filter(ConfigReader::lacksPort).isPresent()) {
      problems.add(
          draft.line(),
          "server " + draft.ref() + " is checked, but has neither a port nor a check port");
    }
  }

  /// Of a DNS service record, `_http._tcp.example.org`, the port comes with the address.
  private static boolean lacksPort(Endpoint target) {
    return target.port() == 0 && !target.isUnix() && !NameLookup.isService(target.host());
  }
}
