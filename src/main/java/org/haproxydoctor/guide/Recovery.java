package org.haproxydoctor.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.CheckStatus;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.Server;
import org.haproxydoctor.model.ServerRef;

/// Which servers are back in service.
///
/// @param back those that take traffic and whose last check passed
/// @param missing the others with what keeps them out
public record Recovery(List<ServerRef> back, List<String> missing) {
  public Recovery {
    back = List.copyOf(back);
    missing = List.copyOf(missing);
  }

  /// UP alone proves nothing: after a reload a server is UP before any check of it has passed.
  ///
  /// @param servers that were unwell
  public static Recovery of(List<ServerRef> servers, Proxies now) {
    List<ServerRef> back = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ServerRef ref : servers) {
      Optional<String> why =
          now.backend(ref.backend()).stream()
              .flatMap(b -> b.servers().stream())
              .filter(s -> s.ref().equals(ref))
              .findFirst()
              .map(Recovery::missing)
              .orElse(Optional.of("is no longer there"));
      why.ifPresentOrElse(w -> missing.add(ref + " " + w), () -> back.add(ref));
    }
    return new Recovery(back, missing);
  }

  /// HAProxy itself is what is missing.
  public static Recovery unanswered() {
    return new Recovery(List.of(), List.of("HAProxy does not answer"));
  }

  private static Optional<String> missing(Server server) {
    if (!server.usable()) {
      return Optional.of("is " + server.status().raw());
    }
    return server
        .check()
        .map(c -> c.status())
        .filter(status -> status.result() != CheckStatus.Result.PASSED)
        .map(status -> "is UP, and its check has not passed yet");
  }

  public boolean isComplete() {
    return missing.isEmpty();
  }

  /// @param all how many were unwell
  /// @return one line
  public String says(int all) {
    return back.size()
        + " of "
        + all
        + (all == 1 ? " server is back" : " servers are back")
        + (missing.isEmpty() ? "" : "; " + missing.getFirst());
  }
}
