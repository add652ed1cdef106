package org.haproxydoctor.runtimeapi;

import java.io.File;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Peer;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.ConnectionRefusedSocketException;

/// The Runtime API on a UNIX socket. The only class that touches junixsocket.
///
/// junixsocket loads its native library from the file the launcher names, and only if that fails
/// from a copy it unpacks into the temporary folder.
final class UnixRuntimeApi implements RuntimeApi {
  private final RuntimeAddress.Unix address;
  private final Troubles troubles;
  private final long limit;
  private volatile Peer peer = Peer.unknown();

  UnixRuntimeApi(RuntimeAddress.Unix address, long limit) {
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
    if (!Thread.currentThread().isVirtual()) {
      return askHere(command, deadline);
    }
    // On virtual threads junixsocket repeats a refused connect without end, and polls to read.
    FutureTask<String> asked = new FutureTask<>(() -> askHere(command, deadline));
    Thread asking = Thread.ofPlatform().daemon().name("runtime-api").start(asked);
    try {
      return asked.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeApiException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      asking.interrupt();
      Thread.currentThread().interrupt();
      throw troubles.unreachable("the question was given up", "ask again");
    }
  }

  private String askHere(String command, Deadline deadline) throws RuntimeApiException {
    byte[] question = (new Command(command).line() + "\n").getBytes(StandardCharsets.UTF_8);
    try (AFUNIXSocket socket = AFUNIXSocket.newInstance()) {
      connect(socket, deadline);
      peer = Peer.process(socket.getPeerCredentials().getPid());
      return new AnswerCheck(troubles, command, limit)
          .textOf(Exchange.over(socket, question, deadline, limit));
    } catch (IOException e) {
      throw troubles.unreachable(said(e), "see whether the system is short of file descriptors");
    } catch (LinkageError e) {
      throw troubles.unreachable(
          "the native library for UNIX sockets cannot be loaded",
          "install haproxy-doctor again, or ask over TCP: `stats socket ipv4@127.0.0.1:9999 level"
              + " admin`");
    }
  }

  private void connect(AFUNIXSocket socket, Deadline deadline) throws RuntimeApiException {
    try {
      // Linux bounds connect(2) by the send timeout; junixsocket ignores connect's own argument.
      socket.setSoTimeout(deadline.millisForSocket());
      socket.connect(AFUNIXSocketAddress.of(new File(address.path())));
    } catch (SocketTimeoutException e) {
      throw troubles.hungConnecting();
    } catch (IOException e) {
      throw new SocketFile(address.path(), troubles)
          .whyNot(said(e), e instanceof ConnectionRefusedSocketException);
    }
  }

  private static String said(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
