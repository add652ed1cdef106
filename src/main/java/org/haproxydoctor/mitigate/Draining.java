package org.haproxydoctor.mitigate;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;

/// Waits until drained servers have no session left.
public final class Draining {
  private final Haproxy haproxy;
  private final ProcessIdentity process;
  private final Duration pause;

  /// @param process that was told to drain: another one never was
  /// @param pause between two looks
  public Draining(Haproxy haproxy, ProcessIdentity process, Duration pause) {
    this.haproxy = haproxy;
    this.process = process;
    this.pause = pause;
  }

  /// How far it has come.
  ///
  /// @param sessions left on each server
  /// @param rate sessions that ended each second so far
  /// @param trouble why waiting longer is of no use
  public record Left(
      Map<ServerRef, Long> sessions, Duration waited, double rate, Optional<String> trouble) {
    public Left {
      sessions = Map.copyOf(sessions);
    }

    public long all() {
      return sessions.values().stream().mapToLong(Long::longValue).sum();
    }

    /// @return until none is left, when they go on ending as they did; empty while none ended
    public Optional<Duration> estimate() {
      return rate > 0
          ? Optional.of(Duration.ofMillis(Math.round(1000 * all() / rate)))
          : Optional.empty();
    }

    /// @return how many are left, such as `1 session left`
    public String says() {
      return all() + (all() == 1 ? " session left" : " sessions left");
    }

    public boolean isOver() {
      return all() == 0 && trouble.isEmpty();
    }
  }

  /// An interrupt of this thread ends it too, and stays set.
  ///
  /// @param longest ends the waiting, whatever is left
  /// @param progress is told after each look
  public Left await(List<ServerRef> servers, Duration longest, Consumer<Left> progress) {
    Deadline deadline = Deadline.in(longest);
    long began = System.nanoTime();
    Left first = look(servers, Optional.empty(), began);
    Left left = first;
    progress.accept(left);
    while (!left.isOver() && left.trouble().isEmpty() && !deadline.passed() && rest(deadline)) {
      left = look(servers, Optional.of(first), began);
      progress.accept(left);
    }
    return left;
  }

  private Left look(List<ServerRef> servers, Optional<Left> first, long began) {
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    try {
      if (!haproxy.process().isSame(process)) {
        return new Left(
            first.map(Left::sessions).orElse(Map.of()),
            waited,
            0,
            Optional.of("HAProxy was restarted or reloaded, and has forgotten the drain"));
      }
      Map<ServerRef, Long> sessions = new HashMap<>();
      haproxy.proxies().backends().stream()
          .flatMap(b -> b.servers().stream())
          .filter(s -> servers.contains(s.ref()))
          .forEach(s -> sessions.put(s.ref(), s.sessions().orElse(0)));
      Left now = new Left(sessions, waited, 0, Optional.empty());
      return new Left(sessions, waited, first.map(f -> rate(f, now)).orElse(0.0), Optional.empty());
    } catch (Haproxy.NoAnswerException e) {
      return new Left(first.map(Left::sessions).orElse(Map.of()), waited, 0, Optional.of(e.what()));
    }
  }

  private static double rate(Left first, Left now) {
    long ended = first.all() - now.all();
    long millis = now.waited().minus(first.waited()).toMillis();
    return ended <= 0 || millis <= 0 ? 0 : 1000.0 * ended / millis;
  }

  private boolean rest(Deadline deadline) {
    try {
      Thread.sleep(pause.compareTo(deadline.left()) < 0 ? pause : deadline.left());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
