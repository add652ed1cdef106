package org.haproxydoctor.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.model.check.AgentSpec;

/// Asks a server's agent what HAProxy asks it, once, and reads one line.
final class AgentProbe {
  private static final int MOST = 512;

  private AgentProbe() {}

  /// Never throws: whatever goes wrong is the answer.
  static AgentReply ask(AgentSpec agent, Duration wait, Deadline deadline) {
    Deadline end = deadline.within(wait);
    Endpoint asked = agent.target();
    try (Wire wire = connect(asked, end);
        Watch watch = Watch.over(wire, end)) {
      return converse(agent, wire, watch, wait);
    } catch (UnknownHostException _) {
      return AgentReply.silent(asked, "its name has no address");
    } catch (TimeoutException _) {
      return AgentReply.silent(asked, "its name cannot be resolved");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return AgentReply.silent(asked, "interrupted");
    } catch (IOException | IllegalArgumentException e) {
      return AgentReply.silent(
          asked,
          e instanceof IOException io
              ? ConnectTrouble.word(io).text()
              : String.valueOf(e.getMessage()));
    }
  }

  private static AgentReply converse(AgentSpec agent, Wire wire, Watch watch, Duration wait) {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try {
      if (!agent.send().isEmpty()) {
        wire.send(agent.send().getBytes(StandardCharsets.UTF_8));
      }
      while (heard.size() < MOST) {
        int next = wire.in().read();
        if (next == '\n') {
          return AgentReply.said(agent.target(), text(heard));
        }
        if (next < 0) {
          return unfinished(agent, heard, "closed without a line");
        }
        heard.write(next);
      }
      return unfinished(agent, heard, "no end of line");
    } catch (IOException e) {
      return unfinished(
          agent,
          heard,
          watch.fired()
              ? "no line within " + HaproxyDuration.text(wait)
              : String.valueOf(e.getMessage()));
    }
  }

  /// HAProxy ignores a line that does not end.
  private static AgentReply unfinished(AgentSpec agent, ByteArrayOutputStream heard, String why) {
    return new AgentReply(
        agent.target(),
        Optional.of(text(heard)).filter(t -> !t.isEmpty()),
        Optional.of(heard.size() == 0 ? why : "a line without end, which HAProxy ignores"));
  }

  private static String text(ByteArrayOutputStream heard) {
    return heard.toString(StandardCharsets.ISO_8859_1).strip();
  }

  private static Wire connect(Endpoint to, Deadline end)
      throws IOException, TimeoutException, InterruptedException {
    if (to.isUnix()) {
      return Wire.unix(to.file(), () -> {});
    }
    Optional<InetAddress> literal = Names.literal(to.host());
    InetAddress address = literal.isPresent() ? literal.get() : Names.find(to.host(), end);
    return Wire.tcp(
        new InetSocketAddress(address, to.port()), Optional.empty(), end.left(), () -> {});
  }
}
