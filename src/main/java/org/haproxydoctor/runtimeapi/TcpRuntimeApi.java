package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Peer;

/// The Runtime API on a TCP port (`stats socket ipv4@…`).
final class TcpRuntimeApi implements RuntimeApi {
  private final RuntimeAddress.Tcp address;
  private final Troubles troubles;
  private final long limit;
  private volatile Peer peer = Peer.unknown();

  TcpRuntimeApi(RuntimeAddress.Tcp address, long limit) {
    this.address = address;
    this.troubles = Troubles.of(address);
    this.limit = limit;
  }

  @Override
  public String address() {
    return address.shown();
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public String ask(String command, Deadline deadline) throws RuntimeApiException {
    byte[] question = (new Command(command).line() + "\n").getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new TcpConnection(address.endpoint(), troubles).open(deadline)) {
      peer = Peer.at(socket.getInetAddress().getHostAddress());
      return new AnswerCheck(troubles, command, limit)
          .textOf(Exchange.over(socket, question, deadline, limit));
    } catch (IOException e) {
      throw troubles.truncated(command, 0);
    }
  }
}
