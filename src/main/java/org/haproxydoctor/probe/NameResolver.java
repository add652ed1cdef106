package org.haproxydoctor.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.Resolvers;
import org.haproxydoctor.model.check.NameLookup;

/// Looks up a server's name where HAProxy does: at the nameservers of its `resolvers` section, or
/// with the system's resolver (configuration manual, "Server IP address resolution using DNS").
public final class NameResolver {
  private final Duration patience;

  /// @param patience how long to wait for each answer, the deadline permitting
  public NameResolver(Duration patience) {
    this.patience = patience;
  }

  /// Asks every nameserver at the same time, or the system when there are none.
  ///
  /// @param name as in haproxy.cfg; no search domain is tried, as HAProxy tries none
  /// @return one answer per nameserver; empty when `name` is an address or a path already, or has a
  ///   family's prefix such as `abns@`
  public List<NameLookup> lookUp(String name, List<Endpoint> nameservers, Deadline deadline) {
    boolean path = name.startsWith("/") || name.indexOf('@') >= 0;
    if (name.isEmpty() || path || literal(name).isPresent()) {
      return List.of();
    }
    Deadline end = deadline.within(patience);
    List<FutureTask<NameLookup>> answers = new ArrayList<>();
    if (nameservers.isEmpty()) {
      answers.add(new FutureTask<>(() -> askSystem(name)));
    }
    for (Endpoint nameserver : nameservers) {
      answers.add(new FutureTask<>(() -> ask(nameserver, name, end)));
    }
    // The system's resolver blocks inside the C library, where a virtual thread would hold up
    // others.
    answers.forEach(a -> Thread.ofPlatform().daemon().name("name-lookup").start(a));
    List<String> asked =
        nameservers.isEmpty()
            ? List.of(NameLookup.SYSTEM)
            : nameservers.stream().map(n -> withPort(n).toString()).toList();
    return Stream.iterate(0, i -> i < answers.size(), i -> i + 1)
        .map(i -> await(answers.get(i), name, asked.get(i), end))
        .toList();
  }

  private static NameLookup await(
      FutureTask<NameLookup> answer, String name, String asked, Deadline end) {
    try {
      return answer.get(end.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return NameLookup.unanswered(name, asked, "timeout");
    } catch (ExecutionException e) {
      return failed(name, asked, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(name, asked, "interrupted");
    }
  }

  private static NameLookup ask(Endpoint nameserver, String name, Deadline end) {
    Endpoint asked = withPort(nameserver);
    try {
      // A nameserver given by name is found as HAProxy finds it at start: by the system.
      InetAddress address = InetAddress.getByName(asked.host());
      return new NameServer(new InetSocketAddress(address, asked.port()), asked.toString())
          .ask(name, end);
    } catch (UnknownHostException e) {
      return failed(name, asked.toString(), "the nameserver's own name has no address");
    }
  }

  private static NameLookup askSystem(String name) {
    try {
      List<String> addresses =
          Stream.of(InetAddress.getAllByName(name)).map(InetAddress::getHostAddress).toList();
      return new NameLookup(name, NameLookup.SYSTEM, addresses, Optional.empty());
    } catch (UnknownHostException e) {
      return failed(name, NameLookup.SYSTEM, reason(e, name));
    }
  }

  private static String reason(UnknownHostException e, String name) {
    String message = String.valueOf(e.getMessage());
    // Java remembers a failure for a while, and then says no more than the name.
    if (message.equals(name)) {
      return "no address";
    }
    return message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
  }

  static NameLookup failed(String name, String asked, String why) {
    return new NameLookup(name, asked, List.of(), Optional.of(why));
  }

  private static Endpoint withPort(Endpoint nameserver) {
    return nameserver.port() == 0 ? nameserver.withPort(Resolvers.DNS_PORT) : nameserver;
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
