package org.haproxydoctor.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.haproxydoctor.lab.Drill;
import org.haproxydoctor.lab.Launcher;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.drill.DrillRow;
import org.haproxydoctor.report.DrillDocument;

/// Rehearses many faults, some side by side, each by the packaged program in a process of its own.
final class AllDrills {
  private final Launcher launcher;
  private final Function<Drill, List<String>> arguments;
  private final int jobs;

  /// @param arguments that have one drill rehearsed, with a JSON document on stdout
  /// @param jobs how many at a time
  AllDrills(Launcher launcher, Function<Drill, List<String>> arguments, int jobs) {
    this.launcher = launcher;
    this.arguments = arguments;
    this.jobs = jobs;
  }

  /// @param document what the rehearsal wrote
  record Rehearsed(DrillRow row, String document) {}

  /// @param listener told of each in the order of the drills
  List<Rehearsed> run(List<Drill> drills, Consumer<DrillRow> listener) {
    List<Rehearsed> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      List<Future<Rehearsed>> running =
          drills.stream().map(d -> threads.submit(() -> rehearse(d))).toList();
      for (Future<Rehearsed> one : running) {
        Rehearsed done = one.get();
        listener.accept(done.row());
        all.add(done);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotLookException("the drills were interrupted", "run them again");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
    return all;
  }

  private Rehearsed rehearse(Drill drill) {
    long start = System.nanoTime();
    Launcher.Captured said = launcher.capture(arguments.apply(drill), false);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Rehearsed(
        DrillDocument.read(said.out(), drill.name(), drill.expected().cause().orElse(""), took),
        said.out());
  }
}
