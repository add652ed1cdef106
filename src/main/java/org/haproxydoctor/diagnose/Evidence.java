package org.haproxydoctor.diagnose;

import java.util.Locale;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ServerEvent;
import org.haproxydoctor.model.ServerRef;

/// One fact an operator can verify by hand.
///
/// @param witness who says so; different witnesses make a finding certain
/// @param source where to look: `show stat`, `probe`, `haproxy.cfg:42`, `log`
/// @param subject `backend/server`, `backend` or `process`
/// @param field column, request or keyword
/// @param value what it said
public record Evidence(Witness witness, String source, String subject, String field, String value) {

  /// Who testifies.
  public enum Witness {
    /// HAProxy itself, over its Runtime API or its log.
    HAPROXY,
    /// Lines that HAProxy wrote on single requests, each at its end: not what its counters are made
    /// of.
    REQUEST_LOG,
    /// Our own connection to the server, or to HAProxy's socket.
    PROBE,
    /// haproxy.cfg.
    CONFIGURATION,
    /// This host: interfaces, processes.
    HOST,
    /// Nobody: a fact that helps the reader but proves nothing, and does not count towards
    /// certainty.
    CONTEXT
  }

  public static Evidence stat(Object subject, String column, String value) {
    return new Evidence(Witness.HAPROXY, "show stat", subject.toString(), column, value);
  }

  /// A line of `show info`.
  public static Evidence info(String field, Object value) {
    return new Evidence(Witness.HAPROXY, "show info", Clue.PROCESS, field, value.toString());
  }

  public static Evidence state(Object subject, String column, String value) {
    return new Evidence(Witness.HAPROXY, "show servers state", subject.toString(), column, value);
  }

  public static Evidence log(ServerEvent event) {
    return new Evidence(
        Witness.HAPROXY,
        "log",
        event.subject(),
        event.kind().name().toLowerCase(Locale.ROOT),
        event.line());
  }

  /// @param what how requests ended, such as `SC`
  public static Evidence requests(Object subject, String what, String value) {
    return new Evidence(Witness.REQUEST_LOG, "log", subject.toString(), what, value);
  }

  public static Evidence probe(ServerRef subject, String what, String result) {
    return new Evidence(Witness.PROBE, "probe", subject.toString(), what, result);
  }

  /// A configuration line that itself is part of the fault.
  public static Evidence config(Object subject, String keyword, ConfigLine line) {
    return new Evidence(
        Witness.CONFIGURATION, line.place(), subject.toString(), keyword, line.text());
  }

  public static Evidence host(Object subject, String what, String value) {
    return new Evidence(Witness.HOST, "host", subject.toString(), what, value);
  }

  /// @return the same fact, shown but not counted
  public Evidence asContext() {
    return new Evidence(Witness.CONTEXT, source, subject, field, value);
  }
}
