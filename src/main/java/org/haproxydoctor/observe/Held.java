package org.haproxydoctor.observe;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
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
    Map<String, List<NameserverCounters>> sections =
        counters.stream().collect(groupingBy(NameserverCounters::resolvers));
    return servers.stream()
        .filter(s -> s.server().usable())
        .filter(s ->
            s.configured()
                .flatMap(ServerConfig::resolvers)
                .map(sections::get)
                .filter(all -> all.stream().allMatch(NameserverCounters::missesAnswers))
                .isPresent())
        .limit(MOST)
        .toList();
  }
}
