package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.config.ConfigReader;
import org.haproxydoctor.config.ConfigUnreadableException;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProxyHeader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs HAProxy with a configuration and compares what its check sends with what a probe sends by
/// the same file: the installed HAProxy, or with `-Dhaproxy=PATH` any other.
class MirroredCheckIT {
  private static final int FIRST_BYTES = 4096;

  @TempDir Path folder;

  /// Sections for backend `b`; `PORT` is where server `s` listens and `OTHER` another listener. A
  /// first line such as `# 3.1` names the oldest branch that takes the section.
  static Stream<String> sections() throws IOException {
    String all = Files.readString(Path.of("src/test/resources/config/checks-seen.txt"));
    return Stream.of(all.split("----\n", -1)).filter(InstalledHaproxy::takes);
  }

  @ParameterizedTest
  @MethodSource("sections")
  void a_probe_sends_what_haproxy_sends(String section) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket service = new ServerSocket(0, 50, loopback);
        ServerSocket other = new ServerSocket(0, 50, loopback)) {
      CompletableFuture<Received> received = new CompletableFuture<>();
      accept(service, received);
      accept(other, received);
      Path file = write(section, service.getLocalPort(), other.getLocalPort());
      Process haproxy = InstalledHaproxy.start(file, folder.resolve("haproxy.log"));
      try {
        compare(read(file), received.get(30, TimeUnit.SECONDS));
      } finally {
        haproxy.destroyForcibly().waitFor();
      }
    }
  }

  /// The first bytes of a check, one character each, and the addresses of its connection.
  private record Received(int port, String from, String bytes) {}

  private static void accept(ServerSocket listener, CompletableFuture<Received> received) {
    Thread.ofVirtual()
        .start(() -> {
          while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
              socket.setSoTimeout(300);
              String from = socket.getInetAddress().getHostAddress();
              String bytes = firstBytes(socket.getInputStream());
              received.complete(new Received(listener.getLocalPort(), from, bytes));
            } catch (IOException e) {
              received.completeExceptionally(e);
            }
          }
        });
  }

  /// Reads until nothing comes for a while, for a check waits for an answer, or until the reset
  /// with which HAProxy ends a check that only connects.
  private static String firstBytes(InputStream in) throws IOException {
    StringBuilder bytes = new StringBuilder();
    byte[] buffer = new byte[FIRST_BYTES];
    try {
      int n = in.read(buffer);
      while (n > 0 && bytes.length() < FIRST_BYTES) {
        bytes.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        n = in.read(buffer);
      }
    } catch (SocketTimeoutException | SocketException e) {
      return bytes.toString();
    }
    return bytes.toString();
  }

  private Path write(String section, int port, int other) throws IOException {
    String text =
        """
        global
          setenv WHAT what
        defaults plain
          mode http
          timeout connect 5s
          timeout client 5s
          timeout server 5s
          default-server inter 2s
        frontend f
          bind %s/front.sock
          monitor-uri /
        """
            .formatted(folder);
    String placed =
        section.replace("PORT", Integer.toString(port)).replace("OTHER", Integer.toString(other));
    return Files.writeString(folder.resolve("haproxy.cfg"), text + placed);
  }

  private static CheckSpec read(Path file) throws ConfigUnreadableException {
    var configuration =
        ConfigReader.read(List.of(file), Map.of(), Optional.of(InstalledHaproxy.VERSION));
    assertThat(configuration.problems()).isEmpty();
    return Stream.of("s", "s1")
        .flatMap(s -> configuration.server(new ServerRef("b", s)).stream())
        .flatMap(s -> s.check().stream())
        .findFirst()
        .orElseThrow();
  }

  private static void compare(CheckSpec spec, Received received) {
    assertThat(received.port()).as("port").isEqualTo(spec.target().port());
    assertThat(received.from()).as("source").isEqualTo(spec.source().orElse("127.0.0.1"));
    String rest = received.bytes();
    boolean proxied = rest.startsWith("PROXY TCP4 ");
    assertThat(proxied).as("PROXY header").isEqualTo(spec.proxyHeader() == ProxyHeader.V1);
    if (proxied) {
      rest = rest.substring(rest.indexOf("\r\n") + 2);
    }
    boolean tls = rest.startsWith("\u0016\u0003");
    assertThat(tls).as("TLS").isEqualTo(spec.tls().isPresent());
    if (tls) {
      assertThat(serverName(rest)).isEqualTo(spec.tls().orElseThrow().sni());
    } else {
      assertThat(rest).isEqualTo(request(spec));
    }
  }

  /// Finds the name in a ClientHello's `server_name` extension: type 0, its length, the list's
  /// length, type 0, the name's length, the name (RFC 6066, section 3).
  private static Optional<String> serverName(String hello) {
    Matcher extension =
        Pattern.compile("\0\0\0.\0.\0\0.([a-z0-9.-]{3,})", Pattern.DOTALL).matcher(hello);
    return extension.find() ? Optional.of(extension.group(1)) : Optional.empty();
  }

  private static String request(CheckSpec spec) {
    return switch (spec.exchange()) {
      case CheckExchange.ConnectOnly _ -> "";
      case CheckExchange.Talk(Dialogue dialogue) -> opening(dialogue);
      case CheckExchange.NotMirrored(String name) -> throw new AssertionError(name);
      case CheckExchange.Http(HttpCheck check) ->
          new String(RequestBytes.of(check), StandardCharsets.UTF_8);
    };
  }

  /// What is sent before an answer is awaited.
  private static String opening(Dialogue dialogue) {
    StringBuilder sent = new StringBuilder();
    for (Dialogue.Step step : dialogue.steps()) {
      if (!(step instanceof Dialogue.Send send)) {
        break;
      }
      sent.append(send.bytes());
    }
    return sent.toString();
  }
}
