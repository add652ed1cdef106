package org.haproxydoctor.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.ConfigLine;

/// The settings of `server` and `default-server` lines that concern a check (configuration manual,
/// section 5.2), as they add up: a server begins with a copy of what the `default-server` lines
/// before it made.
final class ServerSettings {

  /// Settings that are on or off.
  enum Flag {
    CHECK,
    BACKUP,
    DISABLED,
    CHECK_SEND_PROXY,
    NO_CHECK_SNI_AUTO,
    CHECK_VIA_SOCKS4,
    AGENT_CHECK
  }

  /// What `ssl` or `check-ssl` was set to; `no-ssl` is not the same as nothing.
  enum Switch {
    UNSET,
    ON,
    OFF
  }

  /// The PROXY flags; a header is sent when any is set, and it is version 2 when [#V2] is.
  enum Proxy {
    V1,
    V2,
    V2_SSL,
    V2_CN,
    /// `proxy-v2-options`, which by itself brings about a version 1 header (seen on 2.2 to 3.4).
    OPTIONS
  }

  /// A setting's value and where it was given.
  record Value(String text, ConfigLine line) {}

  /// `source`.
  ///
  /// @param any whether the address leaves the choice to the system
  record Source(String address, boolean any, Optional<String> note, ConfigLine line) {}

  private final Map<Flag, ConfigLine> flags;
  private final Map<String, Value> values;
  private final Map<String, Duration> durations;
  private final Set<Proxy> proxy;
  private final List<ConfigLine> lines;
  private Switch ssl;
  private Switch checkSsl;
  private Optional<Source> source;

  ServerSettings() {
    flags = new HashMap<>();
    values = new HashMap<>();
    durations = new HashMap<>();
    proxy = EnumSet.noneOf(Proxy.class);
    lines = new ArrayList<>();
    ssl = Switch.UNSET;
    checkSsl = Switch.UNSET;
    source = Optional.empty();
  }

  private ServerSettings(ServerSettings other) {
    flags = new HashMap<>(other.flags);
    values = new HashMap<>(other.values);
    durations = new HashMap<>(other.durations);
    proxy = EnumSet.noneOf(Proxy.class);
    proxy.addAll(other.proxy);
    lines = new ArrayList<>(other.lines);
    ssl = other.ssl;
    checkSsl = other.checkSsl;
    source = other.source;
  }

  ServerSettings copy() {
    return new ServerSettings(this);
  }

  void addLine(ConfigLine line) {
    lines.add(line);
  }

  /// @return the `default-server` lines, in order
  List<ConfigLine> lines() {
    return List.copyOf(lines);
  }

  void set(Flag flag, ConfigLine line) {
    flags.put(flag, line);
  }

  void clear(Flag flag) {
    flags.remove(flag);
  }

  boolean has(Flag flag) {
    return flags.containsKey(flag);
  }

  Optional<ConfigLine> line(Flag flag) {
    return Optional.ofNullable(flags.get(flag));
  }

  void set(String name, Value value) {
    values.put(name, value);
  }

  void clear(String name) {
    values.remove(name);
  }

  Optional<Value> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<String> text(String name) {
    return value(name).map(Value::text);
  }

  int number(String name, int otherwise) {
    return text(name).map(Integer::parseInt).orElse(otherwise);
  }

  void set(String name, Duration duration) {
    durations.put(name, duration);
  }

  Optional<Duration> duration(String name) {
    return Optional.ofNullable(durations.get(name));
  }

  void ssl(Switch to) {
    ssl = to;
  }

  Switch ssl() {
    return ssl;
  }

  void checkSsl(Switch to) {
    checkSsl = to;
  }

  Switch checkSsl() {
    return checkSsl;
  }

  void addProxy(Set<Proxy> which) {
    proxy.addAll(which);
  }

  void removeProxy(Set<Proxy> which) {
    proxy.removeAll(which);
  }

  Set<Proxy> proxy() {
    return Set.copyOf(proxy);
  }

  void source(Source to) {
    source = Optional.of(to);
  }

  Optional<Source> source() {
    return source;
  }
}
