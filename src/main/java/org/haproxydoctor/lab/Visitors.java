package org.haproxydoctor.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;

/// Clients of a drill's frontend, so that its log and counters tell of traffic.
final class Visitors implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// So many are there at the same time at most.
  private static final int MOST_OPEN = 500;

  private static final long MOST_SECONDS = 90;
  private static final byte[] BEGUN = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final Deadline end = Deadline.in(Duration.ofSeconds(MOST_SECONDS));

  /// @param port of the frontend on loopback
  Visitors(int port) {
    this.port = port;
  }

  /// They come one after the other.
  void come(int number, String path) {
    for (int i = 0; i < number; i++) {
      visit(path, PATIENCE);
    }
  }

  /// They begin a request, do not end it, and stay: HAProxy has to keep their connections.
  ///
  /// @throws IOException when one of them cannot even connect
  void stay(int number) throws IOException {
    for (int i = 0; i < number; i++) {
      Socket socket = new Socket();
      open.add(socket);
      socket.connect(address(), (int) PATIENCE.toMillis());
      socket.getOutputStream().write(BEGUN);
    }
  }

  /// They keep coming until this is closed; returns once the first visits of each flow have ended.
  ///
  /// @throws CannotLookException when they do not in time
  void keepComing(List<Flow> flows, Deadline deadline) throws InterruptedException {
    List<CountDownLatch> begun = flows.stream().map(f -> new CountDownLatch(f.first())).toList();
    for (int i = 0; i < flows.size(); i++) {
      Flow flow = flows.get(i);
      CountDownLatch first = begun.get(i);
      threads.execute(() -> flow(flow, first));
    }
    for (CountDownLatch first : begun) {
      if (!first.await(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CannotLookException(
            "the drill's visitors did not come through in time",
            "the host may be overloaded: try again");
      }
    }
  }

  private void flow(Flow flow, CountDownLatch first) {
    Duration patience = flow.leave().orElse(PATIENCE);
    try {
      for (int i = 0; i < flow.most() && !end.passed(); i++) {
        if (open.size() < MOST_OPEN) {
          threads.execute(() -> {
            visit(flow.path(), patience);
            first.countDown();
          });
        }
        Thread.sleep(flow.every());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException _) {
      // The drill is over.
    }
  }

  private void visit(String path, Duration patience) {
    String request =
        "GET " + path + " HTTP/1.1\r\nHost: www.drill.test\r\nConnection: close\r\n\r\n";
    Socket socket = new Socket();
    open.add(socket);
    try (socket) {
      socket.setSoTimeout((int) patience.toMillis());
      socket.connect(address(), (int) patience.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // A visitor who is turned away is part of the fault.
    } finally {
      open.remove(socket);
    }
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /// Sends everybody home.
  @Override
  public void close() {
    threads.shutdownNow();
    for (Closeable each : open) {
      try {
        each.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
    threads.close();
  }
}
