package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.NameserverCounters;
import org.haproxydoctor.model.Peer;
import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.model.StatTable;
import org.haproxydoctor.runtimeapi.HaproxyClient;
import org.haproxydoctor.runtimeapi.RuntimeApiException;

/// Asks HAProxy itself, each question at most once.
final class HaproxyLook {
  private final Once<Connection> connection;
  private final Once<Observed<StatReading>> reading;
  private final Once<Observed<Map<ServerRef, ServerState>>> states;
  private final Once<Observed<List<NameserverCounters>>> nameservers;
  private final Duration timeout;

  /// @param deadline for all questions together
  /// @param timeout for one question
  HaproxyLook(ExecutorService threads, Deadline deadline, HaproxyFinder finder, Duration timeout) {
    this.timeout = timeout;
    this.connection =
        new Once<>(
            threads,
            deadline,
            why -> new Connection.Closed(late(why)),
            () -> finder.find(deadline));
    this.reading = new Once<>(threads, deadline, Observed::unseen, () -> readAgain(deadline));
    this.states =
        new Once<>(
            threads,
            deadline,
            Observed::unseen,
            () -> ask(c -> c.serversState(deadline.within(timeout))));
    this.nameservers =
        new Once<>(
            threads,
            deadline,
            Observed::unseen,
            () -> ask(c -> c.nameservers(deadline.within(timeout))));
  }

  /// Asks what the connection may do.
  Observed<CliLevel> cliLevel(Deadline deadline) {
    Observed<Optional<CliLevel>> said = ask(c -> c.cliLevel(deadline));
    return said.value()
        .map(level ->
            level
                .<Observed<CliLevel>>map(Observed::seen)
                .orElseGet(() -> Observed.unseen("HAProxy does not tell what it lets one do")))
        .orElseGet(() -> Observed.unseen(said.reason().orElse("")));
  }

  /// Begins to ask for what every command needs.
  void begin() {
    connection.begin();
    reading.begin();
    states.begin();
  }

  void beginNameservers() {
    nameservers.begin();
  }

  /// @return `show resolvers`, when it was wanted
  Observed<List<NameserverCounters>> nameservers() {
    return nameservers.hasBegun() ? nameservers.get() : Observed.unseen("not asked");
  }

  /// @return the address that answered; empty when none did
  Optional<String> socket() {
    return connection.get() instanceof Connection.Open(HaproxyClient client, ProcessInfo _)
        ? Optional.of(client.address())
        : Optional.empty();
  }

  /// @return who answered, as far as the system tells
  Peer peer() {
    if (!(connection.get() instanceof Connection.Open(HaproxyClient client, ProcessInfo _))) {
      return Peer.unknown();
    }
    if (client.peer().equals(Peer.unknown())) {
      // A stats page is not asked before this.
      Observed<StatReading> _ = reading.get();
    }
    return client.peer();
  }

  Observed<ProcessInfo> process() {
    return switch (connection.get()) {
      case Connection.Open(HaproxyClient _, ProcessInfo info) -> Observed.seen(info);
      case Connection.Closed(SocketTrouble trouble) -> Observed.unseen(trouble.what());
    };
  }

  /// @return why HAProxy could not be asked; empty when it could
  Optional<SocketTrouble> trouble() {
    return connection.get() instanceof Connection.Closed(SocketTrouble trouble)
        ? Optional.of(trouble)
        : Optional.empty();
  }

  Observed<StatTable> statTable() {
    return reading.get().map(StatReading::table);
  }

  /// `show stat`, and when it was read.
  ///
  /// @param nanoTime on the monotonic clock, midway between question and answer
  record StatReading(StatTable table, long nanoTime) {}

  Observed<StatReading> reading() {
    return reading.get();
  }

  /// Asks for `show stat` whether that was asked before or not.
  Observed<StatReading> readAgain(Deadline deadline) {
    return ask(c -> {
      long asked = System.nanoTime();
      StatTable table = c.statTable(deadline.within(timeout));
      return new StatReading(table, asked + (System.nanoTime() - asked) / 2);
    });
  }

  /// Asks for `show info` again.
  Observed<ProcessInfo> processAgain(Deadline deadline) {
    return ask(c -> c.info(deadline.within(timeout)));
  }

  Observed<Map<ServerRef, ServerState>> states() {
    return states.get();
  }

  /// The stats page tells no names, but they are configured as well.
  Optional<String> resolved(ServerRef ref, Supplier<Observed<Configuration>> files) {
    return states()
        .value()
        .map(known -> Optional.ofNullable(known.get(ref)).flatMap(ServerState::resolved))
        .orElseGet(
            () -> files.get().value().flatMap(f -> f.server(ref)).map(s -> s.address().host()));
  }

  /// A question to HAProxy.
  @FunctionalInterface
  private interface Question<T> {
    T ask(HaproxyClient client) throws RuntimeApiException;
  }

  private <T> Observed<T> ask(Question<T> question) {
    return switch (connection.get()) {
      case Connection.Closed(SocketTrouble trouble) -> Observed.unseen(trouble.what());
      case Connection.Open(HaproxyClient client, ProcessInfo _) -> {
        try {
          yield Observed.seen(question.ask(client));
        } catch (RuntimeApiException e) {
          yield Observed.unseen(e.trouble().what() + "; " + e.trouble().hint());
        }
      }
    };
  }

  private static SocketTrouble late(String why) {
    return new SocketTrouble(
        SocketTrouble.Kind.HUNG,
        "",
        "HAProxy could not be asked: " + why,
        "give more time with --budget, or look whether the process is stuck");
  }
}
