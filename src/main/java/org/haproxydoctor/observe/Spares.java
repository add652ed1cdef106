package org.haproxydoctor.observe;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerStatus;
import org.haproxydoctor.model.ServerStatus.Word;

/// Tells the servers that wait for one more address from those that have lost theirs: `show stat`
/// says `MAINT (resolution)` of both.
///
/// A `server-template` makes numbered servers of one name, usually more than the name has addresses
/// (configuration manual, section 4.2). As long as one of them has an address, the name resolves.
final class Spares {
  private Spares() {}

  /// A name and a number are what a template gives its servers in common, and all they differ in.
  private record Slot(String prefix, String resolved) {
    static Stream<Slot> of(Server server, Function<ServerRef, Optional<String>> names) {
      String name = server.ref().server();
      String prefix = name.replaceFirst("[0-9]+$", "");
      return prefix.equals(name)
          ? Stream.empty()
          : names.apply(server.ref()).map(resolved -> new Slot(prefix, resolved)).stream();
    }
  }

  /// @param names what is resolved for a server; asked only where a server has no address
  static Proxies mark(Proxies proxies, Function<ServerRef, Optional<String>> names) {
    return new Proxies(
        proxies.frontends(), proxies.backends().stream().map(b -> mark(b, names)).toList());
  }

  private static Backend mark(Backend backend, Function<ServerRef, Optional<String>> names) {
    List<Server> servers = backend.servers();
    if (servers.stream().noneMatch(Spares::isNameless)) {
      return backend;
    }
    Set<Slot> filled = new HashSet<>();
    servers.stream()
        .filter(s -> !isNameless(s))
        .flatMap(s -> Slot.of(s, names))
        .forEach(filled::add);
    return backend.withServers(
        servers.stream()
            .map(s -> isNameless(s) && Slot.of(s, names).anyMatch(filled::contains) ? spare(s) : s)
            .toList());
  }

  private static boolean isNameless(Server server) {
    return server.status().word() == Word.MAINT_RESOLUTION;
  }

  private static Server spare(Server server) {
    ServerStatus status = server.status();
    return server.withStatus(new ServerStatus(Word.MAINT_SPARE, status.raw(), status.via()));
  }
}
