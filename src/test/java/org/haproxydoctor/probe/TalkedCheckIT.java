package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.config.ConfigReader;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Lets HAProxy's checks and ours talk to the same servers, and compares what both said and what
/// both made of it: the installed HAProxy, or with `-Dhaproxy=PATH` any other.
@Timeout(60)
class TalkedCheckIT {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");
  private static final Pattern STEP = Pattern.compile("at step (\\d+)");
  private static final int SSL_HELLO_TIME = 11;

  @TempDir Path folder;

  /// Rules of a check, and what the server does: `<- text` says it, `->` hears something, `.` ends.
  private record Case(String rules, List<String> script) {
    static Case of(String text) {
      StringBuilder rules = new StringBuilder();
      List<String> script = new ArrayList<>();
      for (String line : text.lines().filter(l -> !l.startsWith("# ")).toList()) {
        if (line.startsWith("<- ") || line.equals("->") || line.equals(".")) {
          script.add(line);
        } else {
          rules.append("  ").append(line).append('\n');
        }
      }
      return new Case(rules.toString(), script);
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
        case '0' -> 0;
        case 'x' -> Integer.parseInt(escape.substring(1), 16);
        default -> escape.charAt(0);
      };
    }
  }

  /// @param step where a failed check ended, as far as its report says so; 0 otherwise
  /// @param said everything the check sent on its first connection
  private record Told(boolean passed, int step, String said) {}

  @Test
  void a_probe_talks_and_judges_as_haproxy_does() throws Exception {
    String all = Files.readString(Path.of("src/test/resources/config/talks-seen.txt"));
    List<Case> cases =
        Stream.of(all.split("----\n", -1)).filter(InstalledHaproxy::takes).map(Case::of).toList();
    List<ServerSocket> listeners = new ArrayList<>();
    List<List<String>> said = new ArrayList<>();
    Path stats = folder.resolve("stats.sock");
    try {
      for (Case one : cases) {
        said.add(new CopyOnWriteArrayList<>());
        listeners.add(listen(one.script(), said.getLast()));
      }
      Path file = write(cases, listeners, stats);
      Process haproxy = InstalledHaproxy.start(file, folder.resolve("haproxy.log"));
      try {
        Map<String, Told> theirs = haproxys(stats, cases, said);
        assertThat(theirs).hasSize(cases.size());
        said.forEach(List::clear);
        Map<String, Told> ours = ours(file, cases, said, theirs);
        List<String> different = new ArrayList<>();
        ours.forEach((name, told) -> {
          if (!told.equals(theirs.get(name))) {
            different.add(name + "\n  HAProxy " + theirs.get(name) + "\n  we      " + told);
          }
        });
        assertThat(different).isEmpty();
      } finally {
        haproxy.destroyForcibly().waitFor();
      }
    } finally {
      for (ServerSocket listener : listeners) {
        listener.close();
      }
    }
  }

  private static ServerSocket listen(List<String> script, List<String> said) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!listener.isClosed()) {
            try {
              Socket socket = listener.accept();
              Thread.ofVirtual().start(() -> play(socket, script, said));
            } catch (IOException e) {
              return;
            }
          }
        });
    return listener;
  }

  private static void play(Socket socket, List<String> script, List<String> said) {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try (socket) {
      socket.setSoTimeout(5000);
      InputStream in = socket.getInputStream();
      for (String line : script) {
        if (line.equals("->")) {
          byte[] some = new byte[4096];
          heard.write(some, 0, Math.max(0, in.read(some)));
        } else if (line.equals(".")) {
          socket.shutdownOutput();
        } else {
          socket.getOutputStream().write(Case.bytes(line.substring(3)));
        }
      }
      in.transferTo(heard);
    } catch (SocketTimeoutException e) {
      heard.writeBytes("<still there>".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // HAProxy and the probe leave with a reset.
    } finally {
      said.add(heard.toString(StandardCharsets.ISO_8859_1));
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
              mode tcp
              timeout connect 5s
              timeout client 5s
              timeout server 5s
              timeout check 1s
              default-server inter 1h fall 1
            frontend f
              bind %s/front.sock
            """
                .formatted(stats, folder));
    for (int i = 0; i < cases.size(); i++) {
      String port = Integer.toString(listeners.get(i).getLocalPort());
      text.append("backend b" + i + "\n" + cases.get(i).rules().replace("PORT", port));
      text.append("  server s 127.0.0.1:" + port + " check\n");
    }
    return Files.writeString(folder.resolve("haproxy.cfg"), text);
  }

  private static Map<String, Told> ours(
      Path file, List<Case> cases, List<List<String>> said, Map<String, Told> theirs)
      throws Exception {
    Configuration configuration =
        ConfigReader.read(List.of(file), Map.of(), Optional.of(InstalledHaproxy.VERSION));
    assertThat(configuration.problems()).isEmpty();
    Map<String, Told> told = new TreeMap<>();
    for (int i = 0; i < cases.size(); i++) {
      var check =
          configuration.server(new ServerRef("b" + i, "s")).orElseThrow().check().orElseThrow();
      CheckReplay replay =
          HealthProbe.replay(check, Deadline.in(Duration.ofSeconds(10)), HealthProbe.Patience.NONE)
              .orElseThrow()
              .replay();
      // HAProxy tells the step for some ends only.
      boolean tells = theirs.get(name(i, cases)).step() > 0;
      boolean refused = replay.result().word() == Word.REFUSED;
      int step = tells && !refused ? replay.result().reached().orElseThrow().step() : 0;
      told.put(
          name(i, cases),
          new Told(
              replay.passed(),
              refused ? theirs.get(name(i, cases)).step() : step,
              first(said.get(i))));
    }
    return told;
  }

  private static String first(List<String> said) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(6));
    while (said.isEmpty() && !deadline.passed()) {
      Thread.onSpinWait();
    }
    String first = said.isEmpty() ? "nothing" : said.getFirst();
    // The time in an SSLv3 hello is another one each time.
    return first.startsWith("\u0016\u0003\0")
        ? first.substring(0, SSL_HELLO_TIME) + "time" + first.substring(SSL_HELLO_TIME + 4)
        : first;
  }

  private static String name(int i, List<Case> cases) {
    return "b%02d %s%s".formatted(i, cases.get(i).rules(), cases.get(i).script());
  }

  private static Map<String, Told> haproxys(Path stats, List<Case> cases, List<List<String>> said)
      throws IOException {
    Deadline deadline = Deadline.in(Duration.ofSeconds(20));
    Map<Integer, Told> judged = new TreeMap<>();
    while (judged.size() < cases.size() && !deadline.passed()) {
      List<String> columns = List.of();
      for (String row : InstalledHaproxy.ask(stats, "show stat\n").lines().toList()) {
        List<String> cells = List.of(row.split(",", -1));
        if (row.startsWith("# ")) {
          columns = cells;
        } else if (row.startsWith("b") && cells.size() > 1 && cells.get(1).equals("s")) {
          String status = cells.get(columns.indexOf("check_status"));
          if (!status.isEmpty() && !status.matches("INI|\\*.*")) {
            int i = Integer.parseInt(cells.getFirst().substring(1));
            boolean passed = status.matches("L[467]OK.*");
            Matcher step = STEP.matcher(row);
            int at = !passed && step.find() ? Integer.parseInt(step.group(1)) : 0;
            judged.put(i, new Told(passed, at, ""));
          }
        }
      }
    }
    // What was said is complete later than the verdict, and to wait for it must not make the next
    // look at the verdicts come too late.
    Map<String, Told> told = new TreeMap<>();
    judged.forEach((i, one) ->
        told.put(name(i, cases), new Told(one.passed(), one.step(), first(said.get(i)))));
    return told;
  }
}
