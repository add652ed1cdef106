package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.config.ConfigReader;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gives HAProxy's checks and ours the same answers, and compares what both make of them.
@Timeout(60)
class JudgedCheckIT {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");
  private static final Pattern REPEATED =
      Pattern.compile("(\\d+)\\*(.(?:: ?[^*\\\\]*\\\\r\\\\n)?)");

  @TempDir Path folder;

  /// Rules of a check, and the pieces of an answer; `12*a` in one stands for twelve `a`, and `12*X:
  /// a\r\n` for twelve such lines.
  private record Case(String rules, List<byte[]> answer) {
    static Case of(String text) {
      StringBuilder rules = new StringBuilder();
      List<byte[]> answer = new ArrayList<>();
      for (String line : text.lines().toList()) {
        if (line.startsWith("<- ")) {
          answer.add(bytes(repeated(repeated(line.substring(3)))));
        } else {
          rules.append("  ").append(line).append('\n');
        }
      }
      return new Case(rules.toString(), answer);
    }

    private static String repeated(String text) {
      return REPEATED
          .matcher(text)
          .replaceAll(
              m -> Matcher.quoteReplacement(m.group(2).repeat(Integer.parseInt(m.group(1)))));
    }

    private static byte[] bytes(String text) {
      return ESCAPE
          .matcher(text)
          .replaceAll(m -> Matcher.quoteReplacement(Character.toString(escaped(m.group(1)))))
          .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int escaped(String escape) {
      return switch (escape.charAt(0)) {
        case 'r' -> '\r';
        case 'n' -> '\n';
        default -> Integer.parseInt(escape.substring(1), 16);
      };
    }
  }

  @Test
  void a_probe_judges_as_haproxy_does() throws Exception {
    String all = Files.readString(Path.of("src/test/resources/config/answers-judged.txt"));
    List<Case> cases =
        Stream.of(all.split("----\n", -1)).filter(InstalledHaproxy::takes).map(Case::of).toList();
    List<ServerSocket> listeners = new ArrayList<>();
    Path stats = folder.resolve("stats.sock");
    try {
      for (Case one : cases) {
        listeners.add(listen(one.answer()));
      }
      Path file = write(cases, listeners, stats);
      Process haproxy = InstalledHaproxy.start(file, folder.resolve("haproxy.log"));
      try {
        assertThat(ours(file, cases)).isEqualTo(haproxys(stats, cases));
      } finally {
        haproxy.destroyForcibly().waitFor();
      }
    } finally {
      for (ServerSocket listener : listeners) {
        listener.close();
      }
    }
  }

  private static ServerSocket listen(List<byte[]> answer) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!listener.isClosed()) {
            try {
              Socket socket = listener.accept();
              Thread.ofVirtual().start(() -> answer(socket, answer));
            } catch (IOException e) {
              return;
            }
          }
        });
    return listener;
  }

  private static void answer(Socket socket, List<byte[]> answer) {
    try (socket) {
      String request = "";
      while (!request.endsWith("\r\n\r\n")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return;
        }
        request += (char) next;
      }
      for (byte[] piece : answer) {
        socket.getOutputStream().write(piece);
        // The next piece comes apart from this one; a client that has enough is gone by then.
        socket.setSoTimeout(500);
        waitForEnd(socket);
      }
    } catch (IOException e) {
      // HAProxy and the probe may leave before everything is said.
    }
  }

  private static void waitForEnd(Socket socket) throws IOException {
    try {
      socket.getInputStream().read();
    } catch (java.net.SocketTimeoutException e) {
      // Still there.
    }
  }

  private Path write(List<Case> cases, List<ServerSocket> listeners, Path stats)
      throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            global
              stats socket %s
              max-spread-checks 1ms
            defaults
              mode http
              timeout connect 5s
              timeout client 5s
              timeout server 5s
              timeout check 2s
              default-server inter 1h fall 1
              option httpchk GET /
            frontend f
              bind %s/front.sock
              monitor-uri /
            """
                .formatted(stats, folder));
    for (int i = 0; i < cases.size(); i++) {
      String line = "  server s 127.0.0.1:" + listeners.get(i).getLocalPort() + " check\n";
      text.append("backend b" + i + "\n  option httpchk GET /\n" + cases.get(i).rules() + line);
    }
    return Files.writeString(folder.resolve("haproxy.cfg"), text);
  }

  /// @return by case, whether the check passes
  private static Map<String, Boolean> ours(Path file, List<Case> cases) throws Exception {
    Configuration configuration =
        ConfigReader.read(List.of(file), Map.of(), Optional.of(InstalledHaproxy.VERSION));
    assertThat(configuration.problems()).isEmpty();
    Map<String, Boolean> verdicts = new TreeMap<>();
    for (int i = 0; i < cases.size(); i++) {
      var check =
          configuration.server(new ServerRef("b" + i, "s")).orElseThrow().check().orElseThrow();
      var replayed =
          HealthProbe.replay(check, Deadline.in(Duration.ofSeconds(10)), HealthProbe.Patience.NONE)
              .orElseThrow();
      verdicts.put(name(i, cases), replayed.replay().passed());
    }
    return verdicts;
  }

  private static String name(int i, List<Case> cases) {
    String first = new String(cases.get(i).answer().getFirst(), StandardCharsets.ISO_8859_1);
    return "b%02d %s<- %.80s".formatted(i, cases.get(i).rules(), first);
  }

  private static Map<String, Boolean> haproxys(Path stats, List<Case> cases) throws IOException {
    Deadline deadline = Deadline.in(Duration.ofSeconds(20));
    Map<String, Boolean> verdicts = new TreeMap<>();
    while (verdicts.size() < cases.size() && !deadline.passed()) {
      verdicts.clear();
      String[] columns = {};
      for (String row : InstalledHaproxy.ask(stats, "show stat\n").lines().toList()) {
        String[] cells = row.split(",", -1);
        if (row.startsWith("# ")) {
          columns = cells;
        } else if (row.startsWith("b") && cells.length > 1 && cells[1].equals("s")) {
          int status = List.of(columns).indexOf("check_status");
          boolean over = !cells[status].isEmpty() && !cells[status].matches("INI|\\*.*");
          if (over) {
            int i = Integer.parseInt(cells[0].substring(1));
            verdicts.put(name(i, cases), cells[status].matches("L7OK.*"));
          }
        }
      }
    }
    return verdicts;
  }
}
