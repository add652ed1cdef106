package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a `doctor:` block asks for, with its parameters; texts may contain variables.
///
/// `target` is `backend` or `backend/server`; without it a step is about what the whole walk is
/// about.
public sealed interface Task {
  default TaskKind kind() {
    return switch (this) {
      case Stat _ -> TaskKind.STAT;
      case Tcp _ -> TaskKind.TCP;
      case Http _ -> TaskKind.HTTP;
      case Health _ -> TaskKind.HEALTH;
      case Tls _ -> TaskKind.TLS;
      case Dns _ -> TaskKind.DNS;
      case Log _ -> TaskKind.LOG;
      case Metric _ -> TaskKind.METRIC;
      case Config _ -> TaskKind.CONFIG;
      case Ssh _ -> TaskKind.SSH;
      case Ask _ -> TaskKind.ASK;
      case Action _ -> TaskKind.ACTION;
      case Wait _ -> TaskKind.WAIT;
      case Note _ -> TaskKind.NOTE;
    };
  }

  /// Reads HAProxy's state of the target.
  ///
  /// @param traffic also what moves between two readings of the counters
  record Stat(Optional<String> target, boolean traffic) implements Task {}

  /// Connects to each server's address.
  ///
  /// @param port instead of the server's own
  record Tcp(Optional<String> target, Optional<Integer> port) implements Task {}

  /// One HTTP request to each server.
  ///
  /// @param tls over TLS, whatever the server line says
  record Http(
      Optional<String> target,
      Optional<Integer> port,
      String method,
      String path,
      Map<String, String> headers,
      boolean tls)
      implements Task {}

  /// Replays HAProxy's own configured check of each server, from here.
  record Health(Optional<String> target) implements Task {}

  /// A TLS handshake with each server.
  ///
  /// @param name for SNI and the comparison with the certificate
  record Tls(Optional<String> target, Optional<Integer> port, Optional<String> name)
      implements Task {}

  /// Resolves the servers' names and compares with the addresses in use.
  record Dns(Optional<String> target) implements Task {}

  /// Scans HAProxy's log.
  ///
  /// @param window how far back; since the trouble began when absent
  /// @param patterns name to regular expression; counted as result words and as numbers
  record Log(Optional<String> target, Optional<Duration> window, Map<String, String> patterns)
      implements Task {}

  /// One Prometheus query.
  record Metric(
      String query, Optional<Condition.Comparison> warning, Optional<Condition.Comparison> critical)
      implements Task {}

  /// Reads haproxy.cfg and compares it with what runs.
  record Config(Optional<String> target) implements Task {}

  /// One allow-listed command on a server's host.
  ///
  /// @param command arguments, never a shell's line
  record Ssh(Optional<String> target, List<String> command) implements Task {}

  /// A question to the operator.
  ///
  /// @param answers key to what is shown, in order
  /// @param unattended the key to assume when nobody can be asked
  record Ask(String question, Map<String, String> answers, Optional<String> unattended)
      implements Task {}

  /// A change, through the guarded path only.
  ///
  /// @param value for weight, maxconn, health and agent
  record Action(Operation operation, Optional<String> target, Optional<String> value)
      implements Task {}

  /// The changes that an action step may ask for.
  enum Operation {
    DRAIN,
    MAINT,
    READY,
    WEIGHT,
    MAXCONN,
    HEALTH,
    AGENT;

    boolean needsValue() {
      return switch (this) {
        case WEIGHT, MAXCONN, HEALTH, AGENT -> true;
        case DRAIN, MAINT, READY -> false;
      };
    }
  }

  /// Waits until HAProxy's state of the target meets a condition.
  ///
  /// @param until in the words and numbers of a stat step
  /// @param atMost always stated, so that a walk ends
  record Wait(Optional<String> target, Condition until, Duration atMost) implements Task {}

  /// Nothing to run: the text is for the operator and the transcript.
  record Note(Optional<String> text) implements Task {}
}
