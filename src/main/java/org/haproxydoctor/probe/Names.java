package org.haproxydoctor.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haproxydoctor.model.Deadline;

/// Finds the address of a host, by the system's resolver and within a deadline.
final class Names {
  private Names() {}

  /// @param host no literal address
  /// @return an address that carries no name, so that nothing further down can send one
  /// @throws UnknownHostException when the name has no address
  /// @throws TimeoutException when the resolver did not answer in time
  static InetAddress find(String host, Deadline deadline)
      throws UnknownHostException, TimeoutException, InterruptedException {
    return InetAddress.getByAddress(ask(host, deadline).getAddress());
  }

  static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  // getaddrinfo can neither be interrupted nor does it free a virtual thread's carrier: a platform
  // thread that nobody waits for when it takes too long.
  private static InetAddress ask(String host, Deadline deadline)
      throws UnknownHostException, TimeoutException, InterruptedException {
    CompletableFuture<InetAddress> answer = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("lookup " + host).start(() -> complete(answer, host));
    try {
      return answer.get(deadline.millisForSocket(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(e.getCause());
      throw unknown;
    }
  }

  private static void complete(CompletableFuture<InetAddress> answer, String host) {
    try {
      if (host.isBlank()) {
        // The resolver would take it for this host.
        throw new UnknownHostException("no name");
      }
      answer.complete(InetAddress.getAllByName(host)[0]);
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }
}
