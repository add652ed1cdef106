package org.haproxydoctor.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.CheckTiming;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.probe.CheckLimits.Cut;

/// Repeats a health check from here, within the check's own limits.
final class HealthProbe {
  // Lost SYNs come again after one second: longer waiting for a connection shows nothing new.
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

  // Whether TLS is spoken does not hang on how fast this host shakes hands, which for the first
  // time or under load may take longer than a short check.
  private static final Duration HANDSHAKE_PATIENCE = Duration.ofMillis(1500);

  private HealthProbe() {}

  /// A repeated check; of one with several connections, the first that failed, or else the last.
  ///
  /// @param moreTime what came of waiting on after the check's own limit, on the same connection;
  ///   empty when the check ended before it, or when nothing was learnt
  /// @param connections how many it took
  record Replayed(CheckReplay replay, Optional<Variation> moreTime, int connections) {
    Replayed after(int before) {
      return new Replayed(replay, moreTime, connections + before);
    }
  }

  /// How long to wait for an answer that is late already, because late and never are different
  /// causes.
  ///
  /// @param longest how much longer than the check; zero for not at all
  /// @param meanwhile what to do in that time with a server that accepts connections and is silent;
  ///   it tells whether waiting on has become pointless
  record Patience(Duration longest, Predicate<Replayed> meanwhile) {
    static final Patience NONE = of(Duration.ZERO);

    static Patience of(Duration longest) {
      return new Patience(longest, _ -> false);
    }
  }

  /// Repeats the check once. The check's limits decide whether it passed.
  ///
  /// @param deadline ends everything
  /// @return empty when the deadline came before the check's own limit, so that nothing can be said
  static Optional<Replayed> replay(CheckSpec check, Deadline deadline, Patience patience) {
    Optional<Replayed> replayed = replay(check, deadline, patience, isFirstHandshake(check));
    boolean goesOn =
        replayed.filter(r -> r.replay.passed()).isPresent()
            && !(check.exchange() instanceof CheckExchange.NotMirrored);
    Optional<CheckSpec> next = check.then().filter(_ -> goesOn);
    return next.isPresent()
        ? replay(next.get(), deadline, patience)
            .map(r -> r.after(replayed.orElseThrow().connections))
        : replayed;
  }

  /// As [#replay(CheckSpec, Deadline, Patience)], for a check whose connect HAProxy itself got no
  /// answer to: silence is what is expected, and is not waited for longer than one check timeout.
  static Optional<Replayed> replayUnanswered(
      CheckSpec check, Deadline deadline, Patience patience) {
    Waits waits = new Waits(check.timing().briefConnect(), longest(check).plus(patience.longest));
    return replay(check, deadline, patience, waits, isFirstHandshake(check));
  }

  private static boolean isFirstHandshake(CheckSpec check) {
    return check.tls().isPresent() && !TlsLayer.isPractised();
  }

  /// @param firstHandshake the process has not shaken hands before, which makes it slow
  static Optional<Replayed> replay(
      CheckSpec check, Deadline deadline, Patience patience, boolean firstHandshake) {
    Duration connectPatience = shorter(patience.longest, CONNECT_PATIENCE);
    Waits waits =
        new Waits(
            check.timing().connectLimit().plus(connectPatience),
            longest(check).plus(patience.longest));
    return replay(check, deadline, patience, waits, firstHandshake);
  }

  private static Optional<Replayed> replay(
      CheckSpec check, Deadline deadline, Patience patience, Waits waits, boolean firstHandshake) {
    CheckTiming timing = check.timing();
    Underway underway = Underway.begin(check, waits, deadline);
    Optional<Replayed> late =
        underway
            .untilLimit()
            .map(Cut::result)
            .filter(ProbeResult::connected)
            .map(r -> new Replayed(CheckJudge.judge(check, r), Optional.empty(), 1));
    if (!patience.longest.isZero() && late.filter(patience.meanwhile).isPresent()) {
      underway.stop();
      return late;
    }
    ProbeResult whole = underway.end();
    int connections = 1;
    Optional<Cut> cut = CheckLimits.cut(whole, timing);
    if (cut.isPresent() && whole.word() != Word.TIMEOUT && firstHandshake) {
      // What ended late, well or not, may have been late because of us: another chance.
      underway = Underway.begin(check, waits, deadline);
      whole = underway.end();
      connections++;
      cut = CheckLimits.cut(whole, timing);
    }
    CheckReplay unlimited = underway.judged(whole);
    if (cut.isEmpty()) {
      // Whatever ended before the check's limits ended by itself, or was silent as expected.
      return waits.cutShort(whole)
          ? Optional.empty()
          : Optional.of(new Replayed(unlimited, Optional.empty(), connections));
    }
    CheckReplay replay = CheckJudge.judge(check, cut.get().result());
    Optional<Variation> moreTime = moreTime(unlimited, cut.get(), patience.longest);
    return Optional.of(new Replayed(replay, moreTime, connections));
  }

  /// Repeats a check once without waiting for what is late, a TLS handshake excepted.
  ///
  /// @param longest ends it although the check itself would wait longer
  /// @return empty when the deadline came first
  static Optional<CheckReplay> once(CheckSpec check, Deadline deadline, Duration longest) {
    Duration limit = longest(check);
    Duration answer =
        check.tls().isPresent() && limit.compareTo(HANDSHAKE_PATIENCE) < 0
            ? HANDSHAKE_PATIENCE
            : limit;
    Waits waits =
        new Waits(shorter(check.timing().connectLimit(), longest), shorter(answer, longest));
    Underway underway = Underway.begin(check, waits, deadline);
    ProbeResult whole = underway.end();
    Optional<Cut> cut =
        CheckLimits.cut(whole, check.timing())
            .filter(c -> c.result().stage() != Stage.TLS || whole.tls().isEmpty());
    if (cut.isEmpty() && waits.cutShort(whole)) {
      return Optional.empty();
    }
    return Optional.of(
        cut.map(c -> CheckJudge.judge(check, c.result())).orElseGet(() -> underway.judged(whole)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  // From the connection on. A handshake counts as connecting, so both limits may follow one
  // another.
  private static Duration longest(CheckSpec check) {
    Duration answer = check.timing().answerLimit();
    return check.tls().isPresent() ? check.timing().connectLimit().plus(answer) : answer;
  }

  /// @param unlimited how the check ended when it was waited for
  private static Optional<Variation> moreTime(CheckReplay unlimited, Cut cut, Duration patience) {
    ProbeResult whole = unlimited.result();
    Duration waited = CheckLimits.spent(whole);
    boolean answered = whole.word() != Word.TIMEOUT && !Thread.currentThread().isInterrupted();
    boolean waitedLong =
        whole.connected() && CheckLimits.reaches(waited, cut.limit().plus(patience));
    if (patience.isZero() || !(answered || waitedLong)) {
      return Optional.empty();
    }
    String value = HaproxyDuration.forPeople(waited);
    return Optional.of(
        new Variation(
            Variation.Kind.MORE_TIME,
            "waiting " + value + " instead of " + HaproxyDuration.forPeople(cut.limit()),
            value,
            unlimited));
  }
}
