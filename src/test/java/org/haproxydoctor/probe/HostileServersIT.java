package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.haproxydoctor.lab.Behaviour;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.DrillAuthority;
import org.haproxydoctor.lab.DrillTls;
import org.haproxydoctor.lab.FaultyServer;
import org.haproxydoctor.lab.Packaged;
import org.haproxydoctor.lab.TlsManner;
import org.haproxydoctor.lab.TlsManner.Issuer;
import org.haproxydoctor.model.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that talk without end, too slowly, or to the terminal: a diagnosis of all of them ends
/// in its time and in its memory, says of each that it is down, and hands nothing on to the
/// terminal.
@Timeout(120)
class HostileServersIT {
  private static final Packaged PROGRAM = Packaged.withHaproxy();
  private static final Duration BUDGET = Duration.ofSeconds(20);

  /// The launcher allows Java a heap of 300 MB; what Java needs besides is bounded by itself.
  private static final long MOST_KILOBYTES = 450_000;

  private static final String TO_THE_TERMINAL =
      "\u001b]0;owned\u0007\u001b[2J\u001b[31m\u0000\u009b1m\u202e\r\b";

  @TempDir Path folder;

  private static RawServer after(String head, RawServer.Manners then) throws IOException {
    return RawServer.start((in, out) -> {
      in.read(new byte[4096]);
      out.write(head.getBytes(StandardCharsets.UTF_8));
      then.treat(in, out);
    });
  }

  private static RawServer.Manners endlessly(String text) {
    byte[] bytes = text.repeat(100).getBytes(StandardCharsets.UTF_8);
    return (_, out) -> {
      while (true) {
        out.write(bytes);
      }
    };
  }

  private static RawServer.Manners dripping(String text) {
    return (in, out) -> {
      for (int i = 0; ; i++) {
        out.write(text.charAt(i % text.length()));
        in.hearFor(Duration.ofMillis(20));
      }
    };
  }

  /// @return servers by the check they are under: the section's lines
  private static Map<String, List<RawServer>> servers() throws IOException {
    String moved = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /again" + TO_THE_TERMINAL;
    Map<String, List<RawServer>> all = new LinkedHashMap<>();
    all.put(
        "option httpchk GET /alive\n  http-check expect string well",
        List.of(
            after("HTTP/1.1 200 OK\r\n\r\n", endlessly("body")),
            after("HTTP/1.1 200 OK\r\n", endlessly("x-more: " + TO_THE_TERMINAL + "\r\n")),
            after("HTTP/1.1 200 OK\r\n", dripping("x-slow: 1\r\n")),
            after("HTTP/1.1 500 " + TO_THE_TERMINAL.repeat(50_000), (_, _) -> {}),
            after("HTTP/1.1 500 " + TO_THE_TERMINAL + "\r\n\r\n" + TO_THE_TERMINAL, (_, _) -> {}),
            after(moved + "\r\n\r\n", (_, _) -> {}),
            RawServer.start(
                (_, out) -> out.write(TO_THE_TERMINAL.getBytes(StandardCharsets.UTF_8)))));
    for (String check :
        List.of(
            "option smtpchk",
            "option mysql-check user probe",
            "option pgsql-check user probe",
            "option redis-check",
            "option ldap-check",
            "option tcp-check\n  tcp-check expect string ready")) {
      all.put(
          "mode tcp\n  " + check,
          List.of(
              RawServer.start(endlessly(TO_THE_TERMINAL)),
              RawServer.start(dripping("220-" + TO_THE_TERMINAL)),
              RawServer.start((_, out) ->
                  out.write(
                      ("-ERR " + TO_THE_TERMINAL + "\r\n").getBytes(StandardCharsets.UTF_8)))));
    }
    return all;
  }

  private static FaultyServer oddlyNamed() throws IOException {
    TlsManner manner =
        TlsManner.of(
            Issuer.SELF,
            "red" + TO_THE_TERMINAL.replace("\u0000", "") + ".test",
            "*",
            "a.".repeat(60));
    return FaultyServer.start(
        Behaviour.http(Route.any(200)).withTls(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new DrillTls(manner, new DrillAuthority()));
  }

  @Test
  void all_are_told_in_time_and_nothing_reaches_the_terminal() throws Exception {
    Map<String, List<RawServer>> sections = servers();
    try (FaultyServer odd = oddlyNamed()) {
      Path socket = folder.resolve("admin.sock");
      Path config = configuration(sections, odd.port(), socket);
      Process haproxy = InstalledHaproxy.start(config, folder.resolve("haproxy.log"));
      try {
        awaitAnswer(socket, haproxy);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process doctor =
            PROGRAM.start(
                out,
                err,
                "diagnose",
                "--socket=" + socket,
                "--config=" + config,
                "--budget=" + BUDGET.toSeconds() + "s");
        long most = mostMemory(doctor, Deadline.in(BUDGET.plusSeconds(10)));

        assertThat(doctor.isAlive()).as("ended within its budget").isFalse();
        assertThat(Files.readString(err)).isEmpty();
        assertThat(doctor.exitValue()).isEqualTo(2);
        assertThat(most).as("resident memory in kB").isBetween(1L, MOST_KILOBYTES);
        String said = Files.readString(out);
        assertThat(said.chars().filter(c -> isHarmful((char) c)).boxed().toList()).isEmpty();
        assertThat(said).contains("0 of 26 servers usable in 8 backends");
        assertThat(said).contains("b7/s: the certificate is signed by itself");
        assertThat(said).contains("the head of the answer is larger than 64 KiB");
      } finally {
        haproxy.destroyForcibly().waitFor();
      }
    } finally {
      for (RawServer server : sections.values().stream().flatMap(List::stream).toList()) {
        server.close();
      }
    }
  }

  private static boolean isHarmful(char c) {
    return (Character.isISOControl(c) && c != '\n') || Character.getType(c) == Character.FORMAT;
  }

  private Path configuration(Map<String, List<RawServer>> sections, int tls, Path socket)
      throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            global
              stats socket %s mode 600 level admin
            defaults
              mode http
              timeout connect 1s
              timeout client 1s
              timeout server 1s
              timeout check 400ms
              default-server check inter 500ms fall 1
            """
                .formatted(socket));
    int number = 0;
    for (Map.Entry<String, List<RawServer>> section : sections.entrySet()) {
      text.append("backend b")
          .append(number++)
          .append("\n  ")
          .append(section.getKey())
          .append('\n');
      int server = 0;
      for (RawServer one : section.getValue()) {
        text.append("  server s%d %s\n".formatted(server++, one.endpoint()));
      }
    }
    // Any authority but the server's own.
    new DrillAuthority().write(folder);
    text.append(
        "backend b%d\n  server s 127.0.0.1:%d ssl verify required ca-file %s verifyhost a\n"
            .formatted(number, tls, folder.resolve("ca.pem")));
    return Files.writeString(folder.resolve("haproxy.cfg"), text);
  }

  /// Waits until every server was found to be down.
  private static void awaitAnswer(Path socket, Process haproxy) throws Exception {
    Deadline deadline = Deadline.in(Duration.ofSeconds(30));
    Packaged.Result stat;
    do {
      assertThat(haproxy.isAlive()).as("HAProxy runs").isTrue();
      assertThat(deadline.passed()).as("HAProxy finds all servers down").isFalse();
      stat = PROGRAM.run("stat", "--socket=" + socket, "--output=csv");
    } while (stat.status() > 2 || !areAllDown(stat.out()));
  }

  private static boolean areAllDown(String csv) {
    List<String> servers = new ArrayList<>();
    Arrays.stream(csv.split("\n")).filter(l -> l.matches("b\\d+,s\\d?,.*")).forEach(servers::add);
    return !servers.isEmpty() && servers.stream().allMatch(l -> l.contains(",DOWN"));
  }

  /// @return the most resident memory seen until the process ended, in kB
  private static long mostMemory(Process process, Deadline deadline) throws IOException {
    long most = 0;
    while (process.isAlive() && !deadline.passed()) {
      most = Math.max(most, resident(process).orElse(0L));
      LockSupport.parkNanos(20_000_000);
    }
    return most;
  }

  private static Optional<Long> resident(Process process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(l -> l.startsWith("VmHWM:"))
          .map(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException _) {
      return Optional.empty();
    }
  }
}
