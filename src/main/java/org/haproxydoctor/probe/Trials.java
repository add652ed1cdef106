package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.ServerProbes;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.model.check.Variation.Kind;
import org.haproxydoctor.probe.HealthProbe.Replayed;

/// Tries the variations of a failed check one after the other.
///
/// Only this server's own addresses are asked, with requests like the check's own, and few of them:
/// a server in trouble is not to be given more.
final class Trials {
  private static final int BARE_CONNECTION = 1;
  private static final Set<Kind> HANDSHAKE =
      EnumSet.of(Kind.WITH_SNI, Kind.WITHOUT_SNI, Kind.OTHER_TLS, Kind.OTHER_ALPN);
  private static final Set<Kind> LANGUAGES =
      EnumSet.of(
          Kind.WITH_TLS,
          Kind.WITHOUT_TLS,
          Kind.WITH_PROXY_HEADER,
          Kind.WITHOUT_PROXY_HEADER,
          Kind.HTTP2,
          Kind.HTTP);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private Trials() {}

  /// @return what was tried, in order, up to the first that passed or that showed TLS where the
  ///   check speaks in clear
  static List<Variation> run(Replayed replayed, List<String> hostNames, Deadline deadline) {
    CheckReplay failed = replayed.replay();
    CheckSpec check = failed.spec();
    int left = ServerProbes.MOST_CONNECTIONS - BARE_CONNECTION - replayed.connections();
    List<Change> plan =
        Variations.plan(check, failed, hostNames).stream().limit(Math.max(0, left)).toList();
    // Where nothing is answered every try takes as long as the check waits.
    boolean silent = failed.result().connected() && failed.result().word() == Word.TIMEOUT;
    return silent ? atOnce(plan, deadline) : oneByOne(plan, failed, deadline);
  }

  /// @return whether a server that is silent speaks another language than the check, so that it
  ///   would never have answered
  static boolean settle(Collection<Variation> tried) {
    return tried.stream()
        .anyMatch(v ->
            LANGUAGES.contains(v.kind())
                && (v.replay().passed() || foundTls(v.kind(), v.replay())));
  }

  private static List<Variation> oneByOne(
      List<Change> plan, CheckReplay failed, Deadline deadline) {
    List<Variation> tried = new ArrayList<>();
    for (Change change : plan) {
      Optional<CheckReplay> replay = once(change, deadline);
      if (replay.isEmpty()) {
        break;
      }
      tried.add(change.tried(replay.get()));
      if (replay.get().passed()
          || foundTls(change.kind(), replay.get())
          || agreed(failed, change, replay.get())
          || foundHeader(change, failed, replay.get())) {
        break;
      }
    }
    return List.copyOf(tried);
  }

  private static List<Variation> atOnce(List<Change> plan, Deadline deadline) {
    Map<Change, Variation> tried = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Map.Entry<Change, Optional<Variation>>> trials =
          new ExecutorCompletionService<>(threads);
      for (Change change : plan) {
        trials.submit(() -> Map.entry(change, once(change, deadline).map(change::tried)));
      }
      for (int i = 0; i < plan.size(); i++) {
        Map.Entry<Change, Optional<Variation>> next = trials.take().get();
        next.getValue().ifPresent(v -> tried.put(next.getKey(), v));
        if (settle(tried.values())) {
          // The others would only be waited for.
          threads.shutdownNow();
          break;
        }
      }
    } catch (InterruptedException _) {
      // Closing has interrupted the others.
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check could not be varied", e.getCause());
    }
    return plan.stream().flatMap(c -> Optional.ofNullable(tried.get(c)).stream()).toList();
  }

  private static Optional<CheckReplay> once(Change change, Deadline deadline) {
    return HealthProbe.once(change.check(), deadline, LONGEST).map(r -> agreedOn(change, r));
  }

  // A server that does not care for ALPN shakes hands whatever is offered.
  private static CheckReplay agreedOn(Change change, CheckReplay replay) {
    boolean agreed =
        change.kind() != Kind.OTHER_ALPN
            || replay.result().tls().flatMap(TlsFacts::alpn).orElse("").equals(change.value());
    return agreed
        ? replay
        : new CheckReplay(replay.spec(), replay.result(), false, "no protocol was agreed on");
  }

  // The handshake was what failed: whatever the answer is, this change has explained it.
  private static boolean agreed(CheckReplay failed, Change change, CheckReplay replay) {
    return failed.result().stage() == Stage.TLS
        && HANDSHAKE.contains(change.kind())
        && replay.result().stage().compareTo(Stage.TLS) > 0;
  }

  // From here on nothing said in clear could pass.
  private static boolean foundTls(Kind changed, CheckReplay replay) {
    return changed == Kind.WITH_TLS && replay.result().tls().isPresent();
  }

  // An answer where none came: from here on nothing could pass without that change.
  private static boolean foundHeader(Change change, CheckReplay failed, CheckReplay replay) {
    boolean header =
        change.kind() == Variation.Kind.WITH_PROXY_HEADER
            || change.kind() == Variation.Kind.WITHOUT_PROXY_HEADER;
    return header && failed.status() == 0 && replay.status() != 0 && replay.status() != 400;
  }
}
