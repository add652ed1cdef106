package org.haproxydoctor.observe;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerStatus.Word;

/// The servers that HAProxy does not check and believes to be up: nobody but a probe can tell.
final class Unchecked {
  /// So many connections are made in a fraction of a second, and disturb nobody.
  static final int MOST = 1000;

  /// A handshake costs this host a few milliseconds of its own.
  static final int MOST_WITH_TLS = 100;

  private Unchecked() {}

  /// @return those to connect to: first the ones HAProxy itself could not connect to before
  static List<LiveServer> chosen(List<LiveServer> servers) {
    List<LiveServer> all =
        servers.stream()
            .filter(s -> isBelievedUp(s.server()))
            .filter(s -> s.service().isPresent() && s.obstacle().isEmpty())
            .sorted(Comparator.comparing(s -> s.server().connectErrors().orElse(0) == 0))
            .toList();
    return Stream.concat(
            all.stream().filter(s -> s.tls().isEmpty()).limit(MOST),
            all.stream().filter(s -> s.tls().isPresent()).limit(MOST_WITH_TLS))
        .limit(MOST)
        .toList();
  }

  static boolean isBelievedUp(Server server) {
    return server.status().word() == Word.NO_CHECK
        && server.weight() > 0
        && server.tracked().isEmpty();
  }
}
