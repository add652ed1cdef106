package org.haproxydoctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Lets the packaged program diagnose an outage once, so that Java keeps what it loaded and linked
/// on the way and later starts begin with it.
///
/// The outage is played, because the build must not need a HAProxy: the answers are those that
/// 2.6.12 gave to the same configuration, one server refuses connections and one has another health
/// path.
public final class PlayedOutage {
  private static final int LONGEST_SECONDS = 120;

  private static final Map<String, String> ANSWERS =
      Map.of(
          "show info", "show-info.txt",
          "show stat", "show-stat.csv",
          "show servers state", "show-servers-state.txt",
          "show cli level", "show-cli-level.txt");

  private final Map<String, String> ports;

  private PlayedOutage(int refused, int http) {
    this.ports =
        Map.of(
            "${REFUSED_PORT}", Integer.toString(refused), "${HTTP_PORT}", Integer.toString(http));
  }

  /// @param arguments the launcher of the distribution
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path launcher = Path.of(arguments[0]);
    Path stage = Files.createTempDirectory("played-outage");
    HttpServer http = HttpServer.create(loopback(0), 0);
    try (ServerSocketChannel haproxy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      http.createContext("/", PlayedOutage::notFound);
      http.start();
      PlayedOutage outage = new PlayedOutage(closedPort(), http.getAddress().getPort());
      Path socket = stage.resolve("admin.sock");
      haproxy.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> outage.play(haproxy));
      Path config = Files.writeString(stage.resolve("haproxy.cfg"), outage.text("haproxy.cfg"));
      diagnose(launcher, socket, config, stage.resolve("said"));
    } finally {
      http.stop(0);
      remove(stage);
    }
  }

  private static void diagnose(Path launcher, Path socket, Path config, Path said)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            launcher.toString(),
            "diagnose",
            "--socket",
            socket.toString(),
            "--config",
            config.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("HAPROXY_DOCTOR_JAVA", System.getProperty("java.home"));
    builder.environment().put("HAPROXY_DOCTOR_WRITE_CACHE", "1");
    Process process = builder.start();
    boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(said);
    // Both servers are down, and it says why.
    if (!ended || process.exitValue() != 2 || !text.contains("health-path-not-found")) {
      throw new IllegalStateException("the diagnosis went wrong:\n" + text);
    }
  }

  private void play(ServerSocketChannel haproxy) {
    while (true) {
      try (SocketChannel client = haproxy.accept()) {
        BufferedReader in =
            new BufferedReader(Channels.newReader(client, StandardCharsets.US_ASCII));
        String file = ANSWERS.get(String.valueOf(in.readLine()).strip());
        String answer = file == null ? "Unknown command.\n\n" : text(file);
        ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          client.write(bytes);
        }
      } catch (IOException e) {
        if (!haproxy.isOpen()) {
          return;
        }
      }
    }
  }

  private String text(String file) {
    try (InputStream in = PlayedOutage.class.getResourceAsStream("/played-outage/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (Map.Entry<String, String> port : ports.entrySet()) {
        text = text.replace(port.getKey(), port.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket once = new ServerSocket()) {
      once.bind(loopback(0));
      return once.getLocalPort();
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
