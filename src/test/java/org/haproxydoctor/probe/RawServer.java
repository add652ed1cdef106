package org.haproxydoctor.probe;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.haproxydoctor.model.Endpoint;

/// A server that treats each connection by a piece of code.
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Manners manners;

  interface Manners {
    void treat(Client in, OutputStream out) throws IOException, InterruptedException;
  }

  /// What a client says.
  static final class Client extends FilterInputStream {
    private final Socket socket;

    private Client(Socket socket) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
    }

    /// Listens until the client has hung up, for so long at most.
    ///
    /// @return what was heard
    byte[] hearFor(Duration most) throws IOException {
      ByteArrayOutputStream heard = new ByteArrayOutputStream();
      socket.setSoTimeout((int) most.toMillis());
      try {
        transferTo(heard);
      } catch (SocketTimeoutException _) {
        // It is still there, and now says nothing.
      } finally {
        socket.setSoTimeout(0);
      }
      return heard.toByteArray();
    }
  }

  private RawServer(ServerSocket listener, Manners manners) {
    this.listener = listener;
    this.manners = manners;
  }

  static RawServer start(Manners manners) throws IOException {
    RawServer server =
        new RawServer(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), manners);
    server.threads.execute(server::accept);
    return server;
  }

  /// Reads the request and answers with these bytes.
  static RawServer saying(String answer) throws IOException {
    return start((in, out) -> {
      in.read(new byte[4096]);
      out.write(answer.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    });
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        threads.execute(() -> treat(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void treat(Socket socket) {
    try (socket) {
      manners.treat(new Client(socket), socket.getOutputStream());
      socket.shutdownOutput();
      socket.setSoTimeout(1_000);
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // The client has gone, as it may.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    listener.close();
    threads.close();
  }
}
