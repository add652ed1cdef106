package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.config.ServerSettings.Flag;
import org.haproxydoctor.config.ServerSettings.Proxy;
import org.haproxydoctor.config.ServerSettings.Source;
import org.haproxydoctor.config.ServerSettings.Switch;
import org.haproxydoctor.config.ServerSettings.Value;
import org.haproxydoctor.model.ConfigLine;

/// Reads the keywords of a `server` or `default-server` line into [ServerSettings].
///
/// Keywords that do not concern a check are known only by the number of their arguments, so that
/// the words after them are not taken for keywords.
final class ServerKeywords {
  private static final int MAX_WEIGHT = 256;
  private static final Set<String> WITHOUT_ARGUMENT =
      words(
          "allow-0rtt check-reuse-pool non-stick stick ssl-reuse tfo"
              + " tls-tickets sni-auto strict-maxconn renegotiate"
              + " no-check-reuse-pool no-renegotiate no-sni-auto no-ssl-reuse no-strict-maxconn"
              + " no-tfo no-tls-tickets no-verifyhost");
  private static final Set<String> WITH_ARGUMENT =
      words(
          "agent-inter cc check-pool-conn-name"
              + " client-sigalgs cookie ech error-limit guid hash-key"
              + " id idle-ping init-state ktls log-bufsize log-proto max-reuse maxconn maxqueue"
              + " minconn npn observe on-error on-marked-down on-marked-up pool-conn-name"
              + " pool-low-conn pool-max-conn pool-purge-delay quic-cc-algo redir"
              + " resolve-net resolve-opts resolve-prefer shard sigalgs slowstart tcp-md5sig"
              + " tcp-ut ws");
  private static final Set<String> TEXTS =
      words(
          "agent-addr agent-send alpn ca-file check-alpn check-proto check-sni ciphers ciphersuites"
              + " crl-file crt curves healthcheck init-addr namespace proto resolvers sni socks4"
              + " ssl-max-ver ssl-min-ver track"
              + " verify verifyhost");
  private static final Set<String> DURATIONS = words("inter fastinter downinter");
  private static final Set<String> COUNTS = words("rise fall");
  private static final Set<Proxy> V2 = Set.of(Proxy.V2);
  private static final Set<Proxy> V2_SSL = Set.of(Proxy.V2, Proxy.V2_SSL);
  private static final Set<Proxy> V2_CN = Set.of(Proxy.V2, Proxy.V2_SSL, Proxy.V2_CN);

  private final ServerSettings settings;
  private final ConfigLine line;
  private final List<String> words;
  private final Problems problems;
  private int at;

  private ServerKeywords(
      ServerSettings settings, ConfigLine line, List<String> words, Problems problems) {
    this.settings = settings;
    this.line = line;
    this.words = words;
    this.problems = problems;
  }

  /// @param words those after the address, or after `default-server`
  static void read(
      ServerSettings settings, ConfigLine line, List<String> words, Problems problems) {
    new ServerKeywords(settings, line, words, problems).run();
  }

  private static Set<String> words(String list) {
    return Set.of(list.split(" ", -1));
  }

  private void run() {
    while (at < words.size()) {
      String keyword = words.get(at++);
      if (!flag(keyword) && !version(keyword) && !WITHOUT_ARGUMENT.contains(keyword)) {
        withArgument(keyword);
      }
    }
  }

  private boolean flag(String keyword) {
    switch (keyword) {
      case "check" -> settings.set(Flag.CHECK, line);
      case "no-check" -> settings.clear(Flag.CHECK);
      case "agent-check" -> settings.set(Flag.AGENT_CHECK, line);
      case "no-agent-check" -> settings.clear(Flag.AGENT_CHECK);
      case "backup" -> settings.set(Flag.BACKUP, line);
      case "no-backup" -> settings.clear(Flag.BACKUP);
      case "disabled" -> settings.set(Flag.DISABLED, line);
      case "enabled" -> settings.clear(Flag.DISABLED);
      case "check-send-proxy" -> settings.set(Flag.CHECK_SEND_PROXY, line);
      case "no-check-send-proxy" -> settings.clear(Flag.CHECK_SEND_PROXY);
      case "check-via-socks4" -> settings.set(Flag.CHECK_VIA_SOCKS4, line);
      case "no-check-sni-auto" -> settings.set(Flag.NO_CHECK_SNI_AUTO, line);
      case "check-sni-auto" -> settings.clear(Flag.NO_CHECK_SNI_AUTO);
      case "ssl" -> settings.ssl(Switch.ON);
      case "no-ssl" -> settings.ssl(Switch.OFF);
      case "check-ssl" -> settings.checkSsl(Switch.ON);
      case "no-check-ssl" -> settings.checkSsl(Switch.OFF);
      case "no-verifyhost" -> settings.clear("verifyhost");
      case "send-proxy" -> settings.addProxy(Set.of(Proxy.V1));
      case "no-send-proxy" -> settings.removeProxy(Set.of(Proxy.V1));
      case "send-proxy-v2" -> settings.addProxy(V2);
      case "no-send-proxy-v2" -> settings.removeProxy(V2);
      case "send-proxy-v2-ssl" -> settings.addProxy(V2_SSL);
      case "no-send-proxy-v2-ssl" -> settings.removeProxy(V2_SSL);
      case "send-proxy-v2-ssl-cn" -> settings.addProxy(V2_CN);
      case "no-send-proxy-v2-ssl-cn" -> settings.removeProxy(V2_CN);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// `force-tlsv12`, `no-tlsv10` and their kin.
  private boolean version(String keyword) {
    return TlsVersions.apply(keyword, v -> settings.set(v, new Value(keyword, line)));
  }

  private void withArgument(String keyword) {
    boolean known =
        TEXTS.contains(keyword)
            || DURATIONS.contains(keyword)
            || COUNTS.contains(keyword)
            || WITH_ARGUMENT.contains(keyword)
            || keyword.startsWith("set-proxy-v2-tlv-fmt(")
            || Set.of("addr", "agent-port", "port", "weight", "source", "proxy-v2-options")
                .contains(keyword);
    if (!known) {
      problems.add(line, "unknown server setting '" + keyword + "'");
      return;
    }
    if (at >= words.size()) {
      problems.add(line, "'" + keyword + "' needs a value");
      return;
    }
    String value = words.get(at++);
    if (TEXTS.contains(keyword) || keyword.equals("addr")) {
      settings.set(keyword, new Value(value, line));
    } else if (DURATIONS.contains(keyword)) {
      Times.parse(value)
          .filter(d -> !d.isZero())
          .ifPresentOrElse(
              d -> settings.set(keyword, d),
              () -> problems.add(line, "'" + value + "' is not a time for " + keyword));
    } else if (COUNTS.contains(keyword)) {
      number(keyword, value, 1, Integer.MAX_VALUE);
    } else if (keyword.equals("weight")) {
      number(keyword, value, 0, MAX_WEIGHT);
    } else if (keyword.equals("port") || keyword.equals("agent-port")) {
      number(keyword, value, 0, 65535);
    } else if (keyword.equals("proxy-v2-options")) {
      settings.addProxy(Set.of(Proxy.OPTIONS));
    } else if (keyword.equals("source")) {
      source(value);
    }
  }

  private void number(String keyword, String value, int least, int most) {
    boolean digits =
        !value.isEmpty()
            && value.length() <= 9
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits ? Integer.parseInt(value) : -1;
    if (number < least || number > most) {
      problems.add(line, "'" + value + "' is not a value for " + keyword);
    } else {
      settings.set(keyword, new Value(Integer.toString(number), line));
    }
  }

  private void source(String address) {
    List<String> rest = new ArrayList<>();
    while (at + 1 < words.size()
        && (words.get(at).equals("usesrc") || words.get(at).equals("interface"))) {
      rest.add(words.get(at++));
      rest.add(words.get(at++));
    }
    settings.source(source(address, rest, line));
  }

  /// Reads a `source`, of a section or of a server.
  ///
  /// @param rest `usesrc X`, which does not concern checks, or `interface X`
  static Source source(String address, List<String> rest, ConfigLine line) {
    String host = ServerAddress.parse(withoutRange(address)).endpoint().host();
    int at = rest.indexOf("interface");
    Optional<String> note =
        at >= 0 && at + 1 < rest.size()
            ? Optional.of(
                "Connections are bound to interface "
                    + rest.get(at + 1)
                    + ", which is not repeated.")
            : Optional.empty();
    return new Source(host, ServerAddress.isAny(host), note, line);
  }

  private static String withoutRange(String address) {
    int colon = address.lastIndexOf(':');
    int dash = address.indexOf('-', colon + 1);
    return colon >= 0 && dash > 0 ? address.substring(0, dash) : address;
  }
}
