package org.haproxydoctor.shell;

import java.util.List;
import org.haproxydoctor.model.Proxies;

/// The words that only this incident, this host or this release knows. None of these waits long.
public interface Vocabulary {
  /// @return what HAProxy has, as far as it answers; with none of either when it does not
  Proxies proxies();

  List<String> runbooks();

  List<String> drills();

  /// @return changes that can be taken back, latest first
  List<String> changes();
}
