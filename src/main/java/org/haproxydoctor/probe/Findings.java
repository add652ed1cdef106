package org.haproxydoctor.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.Variation;

/// Results for one server as they come in, from several threads.
final class Findings {
  private Optional<ProbeResult> tcp = Optional.empty();
  private Optional<CheckReplay> mirrored = Optional.empty();
  private final List<Variation> variations = new ArrayList<>();
  private int tasksLeft;
  private int connections;

  Findings(int tasks) {
    tasksLeft = tasks;
  }

  synchronized void tcp(ProbeResult result) {
    tcp = Optional.of(result);
    connections++;
  }

  synchronized void mirrored(HealthProbe.Replayed replayed) {
    mirrored = Optional.of(replayed.replay());
    connections += replayed.connections();
    replayed.moreTime().ifPresent(variations::add);
  }

  synchronized void varied(List<Variation> tried) {
    variations.addAll(tried);
    connections += tried.size();
  }

  /// @param number connections that were made and turned out to tell nothing
  synchronized void connected(int number) {
    connections += number;
  }

  synchronized void taskDone() {
    tasksLeft--;
  }

  synchronized boolean finished() {
    return tasksLeft == 0;
  }

  synchronized ServerProbes soFar() {
    return new ServerProbes(
        tcp,
        mirrored,
        variations,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        connections);
  }
}
