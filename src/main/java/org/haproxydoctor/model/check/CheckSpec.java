package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;

/// The health check one server really gets, after all of HAProxy's inheritance.
///
/// @param target where the check connects
/// @param service where the server's traffic goes; equal to `target` unless `port` or `addr` says
///   otherwise
/// @param exchange what is said after connecting
/// @param tls empty when the check speaks in clear
/// @param proxyHeader the PROXY header the check sends first
/// @param source local address the connection is bound to, from `source`
/// @param lines the configuration lines the check was made of, the server's own line first
/// @param notes what could not be taken into account, as sentences for the reader
/// @param then the check's next connection, made once this one has done well (a further `connect`
///   rule)
public record CheckSpec(
    ServerRef server,
    Endpoint target,
    Endpoint service,
    CheckExchange exchange,
    Optional<TlsSettings> tls,
    ProxyHeader proxyHeader,
    Optional<String> source,
    CheckTiming timing,
    List<ConfigLine> lines,
    List<String> notes,
    Pinned pinned,
    Optional<CheckSpec> then) {

  /// What a `connect` rule itself says of the target: changes at run time do not reach it.
  public record Pinned(boolean host, boolean port) {
    static final Pinned NOTHING = new Pinned(false, false);
  }

  /// A check whose target follows the server.
  public CheckSpec(
      ServerRef server,
      Endpoint target,
      Endpoint service,
      CheckExchange exchange,
      Optional<TlsSettings> tls,
      ProxyHeader proxyHeader,
      Optional<String> source,
      CheckTiming timing,
      List<ConfigLine> lines,
      List<String> notes) {
    this(
        server,
        target,
        service,
        exchange,
        tls,
        proxyHeader,
        source,
        timing,
        lines,
        notes,
        Pinned.NOTHING,
        Optional.empty());
  }

  public CheckSpec {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /// @return whether the check goes elsewhere than the traffic
  public boolean hasOwnTarget() {
    return !target.equals(service);
  }

  /// @return the check itself, where its first connection only tries whether HTTP/2 is spoken
  public CheckSpec proper() {
    boolean tries = exchange.equals(new CheckExchange.Talk(Dialogue.openingOfHttp2()));
    return tries ? then.orElse(this) : this;
  }

  public CheckSpec withTarget(Endpoint other) {
    return new CheckSpec(
        server,
        other,
        service,
        exchange,
        tls,
        proxyHeader,
        source,
        timing,
        lines,
        notes,
        pinned,
        then);
  }

  public CheckSpec withService(Endpoint other) {
    return new CheckSpec(
        server,
        target,
        other,
        exchange,
        tls,
        proxyHeader,
        source,
        timing,
        lines,
        notes,
        pinned,
        then);
  }

  public CheckSpec withExchange(CheckExchange other) {
    return new CheckSpec(
        server,
        target,
        service,
        other,
        tls,
        proxyHeader,
        source,
        timing,
        lines,
        notes,
        pinned,
        then);
  }

  public CheckSpec withTls(Optional<TlsSettings> other) {
    return new CheckSpec(
        server,
        target,
        service,
        exchange,
        other,
        proxyHeader,
        source,
        timing,
        lines,
        notes,
        pinned,
        then);
  }

  public CheckSpec withProxyHeader(ProxyHeader other) {
    return new CheckSpec(
        server, target, service, exchange, tls, other, source, timing, lines, notes, pinned, then);
  }

  public CheckSpec withoutSource() {
    return new CheckSpec(
        server,
        target,
        service,
        exchange,
        tls,
        proxyHeader,
        Optional.empty(),
        timing,
        lines,
        notes,
        pinned,
        then);
  }

  /// @param next what is to be done after this connection, if anything
  public CheckSpec withThen(Optional<CheckSpec> next) {
    return new CheckSpec(
        server,
        target,
        service,
        exchange,
        tls,
        proxyHeader,
        source,
        timing,
        lines,
        notes,
        pinned,
        next);
  }
}
