package org.haproxydoctor.mitigate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.runtimeapi.Command;
import org.haproxydoctor.runtimeapi.HaproxyClient;
import org.haproxydoctor.runtimeapi.InvalidAddressException;
import org.haproxydoctor.runtimeapi.RuntimeApiException;

/// HAProxy behind its Runtime API socket.
public final class SocketHaproxy implements Haproxy {
  private final HaproxyClient client;
  private final Duration timeout;

  /// @param address as [HaproxyClient#at(String)] takes it
  /// @param timeout for each answer
  public SocketHaproxy(String address, Duration timeout) {
    try {
      this.client = HaproxyClient.at(address);
    } catch (InvalidAddressException e) {
      throw new CannotLookException(String.valueOf(e.getMessage()), "name a socket with --socket");
    }
    this.timeout = timeout;
    if (client.isReadOnly()) {
      throw new CannotLookException(
          "over the stats page " + client.address() + " nothing can be changed",
          "name the Runtime API socket with --socket");
    }
  }

  @Override
  public String address() {
    return client.address();
  }

  @Override
  public ProcessIdentity process() {
    return asked(d -> ProcessIdentity.of(client.info(d), Instant.now()));
  }

  @Override
  public Map<ServerRef, ServerState> states() {
    return asked(client::serversState);
  }

  @Override
  public Proxies proxies() {
    return asked(client::proxies);
  }

  @Override
  public Optional<CliLevel> level() {
    return asked(client::cliLevel);
  }

  @Override
  public String send(Command command) {
    return asked(d -> client.send(command, d)).strip();
  }

  /// A question with its answer.
  private interface Question<T> {
    T ask(Deadline deadline) throws RuntimeApiException;
  }

  private <T> T asked(Question<T> question) {
    try {
      return question.ask(Deadline.in(timeout));
    } catch (RuntimeApiException e) {
      throw new NoAnswerException(e.trouble().what(), e);
    }
  }
}
