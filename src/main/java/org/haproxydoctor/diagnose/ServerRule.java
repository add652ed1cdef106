package org.haproxydoctor.diagnose;

import java.util.List;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// A rule that looks at one server at a time; never asked about servers that nobody complains of.
public interface ServerRule extends Rule {
  Opinion examine(ServerCase server);

  @Override
  default List<Opinion> examine(Observations seen) {
    return examine(seen, seen.suspects());
  }

  @Override
  default List<Opinion> examine(Observations seen, List<ServerCase> suspects) {
    return suspects.stream().map(this::examine).toList();
  }
}
