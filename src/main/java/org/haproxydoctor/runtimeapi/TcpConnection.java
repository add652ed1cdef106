package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;

/// Connects to a name or address within a deadline, trying all addresses of a name in turn.
record TcpConnection(Endpoint endpoint, Troubles troubles) {

  private static final String CHECK_ADDRESS = "check the host and port given with --socket";

  Socket open(Deadline deadline) throws RuntimeApiException {
    InetAddress[] addresses = addresses(deadline);
    RuntimeApiException trouble = troubles.hungConnecting();
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, endpoint.port()), deadline.millisForSocket());
        return socket;
      } catch (SocketTimeoutException e) {
        trouble = troubles.hungConnecting();
      } catch (ConnectException e) {
        trouble = troubles.nobodyListening();
      } catch (IOException e) {
        trouble = troubles.unreachable(String.valueOf(e.getMessage()), CHECK_ADDRESS);
      }
      close(socket);
      if (deadline.passed()) {
        break;
      }
    }
    throw trouble;
  }

  private InetAddress[] addresses(Deadline deadline) throws RuntimeApiException {
    try {
      return new InetAddress[] {InetAddress.ofLiteral(endpoint.host())};
    } catch (IllegalArgumentException e) {
      return lookUp(deadline);
    }
  }

  // The system's resolver cannot be interrupted: the lookup is left behind on a daemon thread.
  private InetAddress[] lookUp(Deadline deadline) throws RuntimeApiException {
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("lookup " + endpoint.host())
        .start(() -> {
          try {
            found.complete(InetAddress.getAllByName(endpoint.host()));
          } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
          }
        });
    try {
      return found.get(deadline.millisForSocket(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw troubles.unreachable("the name " + endpoint.host() + " has no address", CHECK_ADDRESS);
    } catch (TimeoutException e) {
      throw troubles.unreachable(
          "the name " + endpoint.host() + " could not be looked up in time", CHECK_ADDRESS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw troubles.unreachable("interrupted", CHECK_ADDRESS);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was never connected.
    }
  }
}
