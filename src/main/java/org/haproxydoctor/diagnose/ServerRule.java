package org.haproxydoctor.diagnose;

import java.util.List;
import org.haproxydoctor.observe.Observations;
import org.haproxydoctor.observe.ServerCase;

/// A rule that looks at one server at a time.
public interface ServerRule extends Rule {
  Opinion examine(ServerCase server);

  @Override
  default List<Opinion> examine(Observations seen) {
    return seen.servers().stream().map(this::examine).toList();
  }
}
