package org.haproxydoctor.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.ProbeResult.Certificate;

/// What the servers of a finding have in common, and no healthy server has.
///
/// @param value such as `10.0.3.0/24`
/// @param servers how many have it, all of the finding's
/// @param of how many were looked at
public record CommonFactor(Kind kind, String value, int servers, int of) {
  private static final int LEAST = 2;

  /// What may be common, the most telling first.
  public enum Kind {
    /// One that is turned down: those who are well show another.
    CERTIFICATE("all with the certificate "),
    HOST("all on the host "),
    NETWORK("all in the network "),
    PORT("all on port "),
    FAMILY("all by "),
    BACKEND_NAME("all in backends with '%s' in their name");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// @return as JSON names it
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// @return `3 of 40 servers, all in the network 10.0.3.0/24`
  public String text() {
    String all = kind.words.contains("%s") ? kind.words.replace("%s", value) : kind.words + value;
    return servers + " of " + of + " servers, " + all;
  }

  /// Looks for one among all servers that were asked about. What all of them share is none, nor is
  /// anything where some healthy server's is not known.
  ///
  /// @param subjects of a finding; empty when any of them is no server
  /// @param turnedDown the certificate for which HAProxy turns a server down
  static Optional<CommonFactor> of(
      List<String> subjects,
      List<Backend> backends,
      Function<ServerRef, Optional<Certificate>> turnedDown) {
    Set<String> concerned = new HashSet<>(subjects);
    List<Server> with = new ArrayList<>();
    List<Server> without = new ArrayList<>();
    int all = 0;
    for (Backend backend : backends) {
      for (Server server : backend.servers()) {
        all++;
        if (concerned.remove(server.ref().toString())) {
          with.add(server);
        } else if (server.usable() && !server.checkFails()) {
          without.add(server);
        }
      }
    }
    if (!concerned.isEmpty() || with.size() < LEAST || without.isEmpty()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      Optional<String> value =
          switch (kind) {
            case CERTIFICATE -> certificate(with, turnedDown);
            case BACKEND_NAME -> part(with, without);
            case HOST, NETWORK, PORT, FAMILY -> shared(with, without, of(kind));
          };
      if (value.isPresent()) {
        return Optional.of(new CommonFactor(kind, value.get(), with.size(), all));
      }
    }
    return Optional.empty();
  }

  private static Function<Endpoint, Optional<String>> of(Kind kind) {
    return switch (kind) {
      case HOST -> e -> e.family().map(_ -> e.host());
      case NETWORK -> Endpoint::network;
      case PORT -> e -> Optional.of(e.port()).filter(p -> p > 0).map(String::valueOf);
      case FAMILY -> Endpoint::family;
      case CERTIFICATE, BACKEND_NAME -> _ -> Optional.empty();
    };
  }

  private static Optional<String> certificate(
      List<Server> with, Function<ServerRef, Optional<Certificate>> turnedDown) {
    Set<Optional<Certificate>> shown =
        with.stream().map(s -> turnedDown.apply(s.ref())).collect(Collectors.toSet());
    return shown.size() == 1 ? shown.iterator().next().map(Certificate::subject) : Optional.empty();
  }

  private static Optional<String> shared(
      List<Server> with, List<Server> without, Function<Endpoint, Optional<String>> trait) {
    Optional<String> first = with.getFirst().address().flatMap(trait);
    if (first.isEmpty() || !with.stream().allMatch(s -> s.address().flatMap(trait).equals(first))) {
      return Optional.empty();
    }
    boolean distinguishes =
        without.stream()
            .map(s -> s.address().flatMap(trait))
            .allMatch(other -> other.isPresent() && !other.equals(first));
    return distinguishes ? first : Optional.empty();
  }

  /// A backend alone is in every subject's name already.
  private static Optional<String> part(List<Server> with, List<Server> without) {
    if (with.stream().map(s -> s.ref().backend()).distinct().count() < LEAST) {
      return Optional.empty();
    }
    List<String> common = new ArrayList<>(parts(with.getFirst()));
    with.forEach(s -> common.retainAll(parts(s)));
    without.stream().map(CommonFactor::parts).forEach(common::removeAll);
    return common.stream().findFirst();
  }

  private static List<String> parts(Server server) {
    return Arrays.stream(server.ref().backend().split("[-_.:]+"))
        .filter(p -> !p.isEmpty())
        .toList();
  }
}
