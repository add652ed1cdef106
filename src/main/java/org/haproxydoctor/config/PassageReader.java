package org.haproxydoctor.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.config.ServerSettings.Proxy;
import org.haproxydoctor.config.ServerSettings.Switch;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.check.AgentSpec;
import org.haproxydoctor.model.check.Passage;
import org.haproxydoctor.model.check.ProxyHeader;
import org.haproxydoctor.model.check.TlsSettings;

/// How traffic gets to a server, and how its agent is asked.
final class PassageReader {
  /// The only server names that can be told without a request.
  private static final Pattern FIXED_SNI = Pattern.compile("str\\(([^)]*)\\)");

  private PassageReader() {}

  static Passage passage(
      ServerDraft draft, GlobalSettings global, Optional<HaproxyVersion> version) {
    ServerSettings settings = draft.settings();
    Optional<TlsSettings> tls =
        settings.ssl() == Switch.ON
            ? Optional.of(
                TlsSettingsReader.of(
                        settings, ConnectRule.ofTraffic(), global, version, Optional.empty())
                    .withSni(settings.text("sni").flatMap(PassageReader::fixed)))
            : Optional.empty();
    boolean named = settings.text("sni").filter(s -> PassageReader.fixed(s).isEmpty()).isPresent();
    return new Passage(tls, named, proxyHeader(settings), obstacle(draft));
  }

  private static Optional<String> fixed(String sni) {
    Matcher matcher = FIXED_SNI.matcher(sni);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static ProxyHeader proxyHeader(ServerSettings settings) {
    if (settings.proxy().isEmpty()) {
      return ProxyHeader.NONE;
    }
    return settings.proxy().contains(Proxy.V2) ? ProxyHeader.V2 : ProxyHeader.V1;
  }

  private static Optional<String> obstacle(ServerDraft draft) {
    ServerSettings settings = draft.settings();
    Endpoint address = draft.address().endpoint();
    if (draft.address().exotic().isPresent()) {
      return Optional.of("its address is of the kind " + draft.address().exotic().get());
    }
    if (settings.text("socks4").isPresent()) {
      return Optional.of("it is reached through a SOCKS proxy");
    }
    if (settings.text("namespace").isPresent()) {
      return Optional.of("it is reached from another network namespace");
    }
    boolean decidedLater =
        !address.isUnix() && (address.port() == 0 || ServerAddress.isAny(address.host()));
    return decidedLater
        ? Optional.of("its address or port is decided for each request")
        : Optional.empty();
  }

  /// @return empty without `agent-check`, or without the port that it needs
  static Optional<AgentSpec> agent(ServerDraft draft) {
    ServerSettings settings = draft.settings();
    Optional<ConfigLine> line = settings.line(ServerSettings.Flag.AGENT_CHECK);
    int port = settings.number("agent-port", 0);
    if (line.isEmpty() || port == 0) {
      return Optional.empty();
    }
    Optional<Endpoint> own =
        settings.text("agent-addr").map(a -> ServerAddress.parse(a).endpoint());
    return Optional.of(
        new AgentSpec(
            own.orElse(draft.address().endpoint()).withPort(port),
            own.isPresent(),
            settings.text("agent-send").orElse(""),
            line.get()));
  }
}
