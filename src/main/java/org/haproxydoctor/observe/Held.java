package org.haproxydoctor.observe;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.NameserverCounters;

/// The servers that still have an address although HAProxy misses answers of all their nameservers:
/// it keeps addresses for the `hold` times of the section (manual, section 5.3.2).
final class Held {
  /// HAProxy itself asks for each of them every few seconds.
  private static final int MOST = 64;

  private Held() {}

  /// @return those to ask for: a lost question may have been lost long ago
  static List<LiveServer> chosen(List<LiveServer> servers, List<NameserverCounters> counters) {
    return servers.stream()
        .filter(s -> s.server().usable() && isUnheard(s, counters))
        .limit(MOST)
        .toList();
  }

  /// @return whether HAProxy misses answers of every nameserver that it asks for this server
  static boolean isUnheard(LiveServer server, List<NameserverCounters> counters) {
    Optional<String> section = server.configured().flatMap(ServerConfig::resolvers);
    List<NameserverCounters> own =
        counters.stream().filter(c -> section.equals(Optional.of(c.resolvers()))).toList();
    return !own.isEmpty() && own.stream().allMatch(NameserverCounters::missesAnswers);
  }
}
