package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The installed HAProxy, or with `-Dhaproxy=PATH` any other.
final class InstalledHaproxy {
  private static final Path BINARY = binary();

  static final String VERSION = version();

  private InstalledHaproxy() {}

  /// @param section a first line such as `# 3.1` names the oldest branch that takes it
  static boolean takes(String section) {
    return !section.startsWith("# ") || branch(VERSION) >= branch(section.substring(2));
  }

  /// @return 302 for `3.2.4`
  private static int branch(String version) {
    Matcher numbers = Pattern.compile("(\\d+)\\.(\\d+)").matcher(version);
    assertThat(numbers.find()).as(version).isTrue();
    return 100 * Integer.parseInt(numbers.group(1)) + Integer.parseInt(numbers.group(2));
  }

  static Process start(Path file, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(BINARY.toString(), "-db", "-f", file.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return builder.start();
  }

  /// @return nothing as long as it has not opened its socket
  static String ask(Path socket, String command) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
      byte[] answer = Channels.newInputStream(channel).readAllBytes();
      return new String(answer, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Path binary() {
    return Stream.of(
            System.getProperty("haproxy", ""),
            "/usr/sbin/haproxy",
            "/usr/local/sbin/haproxy",
            "/usr/bin/haproxy")
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("haproxy is not installed"));
  }

  private static String version() {
    try {
      Process process = new ProcessBuilder(BINARY.toString(), "-v").start();
      String says = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return says.replaceFirst("(?s)^HA-?Proxy version (\\S+).*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
