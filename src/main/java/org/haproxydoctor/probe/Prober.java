package org.haproxydoctor.probe;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.check.CertificateVerdict;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.HttpCheck;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.TlsSettings;
import org.haproxydoctor.probe.AnswerReader.Ending;

/// Makes one connection, says what the plan says, and reports what became of it.
///
/// It blocks, so it wants a virtual thread; an interrupt ends it.
final class Prober {
  private final ProbePlan plan;
  private final Waits waits;
  private final Deadline deadline;
  private final Predicate<HttpAnswer> enough;
  private final Progress progress;
  private final Optional<Trust> trust;
  private final Optional<TlsWitness> witness;

  /// @param deadline ends everything, name lookup included
  /// @param enough whether an HTTP answer as far as it has come is all that is wanted
  Prober(ProbePlan plan, Waits waits, Deadline deadline, Predicate<HttpAnswer> enough) {
    this.plan = plan;
    this.waits = waits;
    this.deadline = deadline;
    this.enough = enough;
    this.progress = new Progress(plan.endpoint());
    this.trust = plan.tls().map(Trust::of);
    this.witness = trust.map(Trust::witness);
  }

  /// Probes once. Never throws: whatever goes wrong is the result.
  ///
  /// @param deadline ends everything, name lookup included
  static ProbeResult probe(ProbePlan plan, Waits waits, Deadline deadline) {
    return new Prober(plan, waits, deadline, _ -> true).run();
  }

  /// @return what would be its result if its time were up now
  ProbeResult soFar() {
    return progress.end(Word.TIMEOUT, "");
  }

  /// Probes once. Never throws: whatever goes wrong is the result.
  ProbeResult run() {
    if (plan.tls().isPresent()) {
      TlsLayer.warmUp();
    }
    Endpoint endpoint = plan.endpoint();
    try {
      if (endpoint.isUnix()) {
        progress.known(endpoint.host());
        return talk(Wire.unix(endpoint.file(), progress::connecting));
      }
      if (endpoint.isInsideHaproxy()) {
        return progress.end(Word.ERROR, "only HAProxy itself can connect to " + endpoint);
      }
      return talk(connect(find(endpoint.host())));
    } catch (UnknownHostException e) {
      return progress.end(Word.UNRESOLVED, "no address for " + e.getMessage());
    } catch (TimeoutException _) {
      return progress.end(Word.TIMEOUT, "the resolver does not answer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return progress.end(Word.ERROR, "interrupted");
    } catch (Wire.SourceUnavailable e) {
      return progress.end(Word.SOURCE_UNAVAILABLE, said(e));
    } catch (IOException | IllegalArgumentException e) {
      return progress.end(
          e instanceof IOException io ? ConnectTrouble.word(io) : Word.ERROR, said(e));
    }
  }

  private InetAddress find(String host)
      throws UnknownHostException, TimeoutException, InterruptedException {
    Optional<InetAddress> literal = Names.literal(host);
    if (literal.isPresent()) {
      progress.known(literal.get().getHostAddress());
      return literal.get();
    }
    progress.lookingUp();
    InetAddress found = Names.find(host, deadline);
    progress.found(found.getHostAddress());
    return found;
  }

  private Wire connect(InetAddress address) throws IOException {
    Optional<InetAddress> source = Optional.empty();
    if (plan.source().isPresent()) {
      source = Names.literal(plan.source().get());
      if (source.isEmpty()) {
        throw new IOException("source " + plan.source().get() + " is not an address");
      }
    }
    return Wire.tcp(
        new InetSocketAddress(address, plan.endpoint().port()),
        source,
        deadline.within(waits.connect()).left(),
        progress::connecting);
  }

  private ProbeResult talk(Wire wire) {
    if (plan.isBare()) {
      return connected(wire);
    }
    progress.connected(plan.tls().isPresent() ? Stage.TLS : Stage.SEND);
    try (wire;
        Watch watch = Watch.over(wire, deadline.within(waits.answer()))) {
      try {
        Ending ending = converse(wire, watch);
        return progress.end(ending.word(), ending.detail());
      } catch (IOException e) {
        return broken(e, watch, wire);
      }
    } catch (IOException e) {
      return progress.end(Word.ERROR, said(e));
    }
  }

  /// With nothing to say there is nothing to watch over either.
  private ProbeResult connected(Wire wire) {
    progress.connected(Stage.SEND);
    progress.complete();
    try (wire) {
      return progress.end(Word.OK, "");
    } catch (IOException e) {
      return progress.end(Word.ERROR, said(e));
    }
  }

  private Ending converse(Wire wire, Watch watch) throws IOException {
    wire.send(ProxyHeaderBytes.of(plan.proxyHeader(), wire.socket()));
    if (plan.tls().isEmpty()) {
      return exchange(wire, watch);
    }
    TlsWitness standingBy = witness.orElseThrow();
    TlsLayer layer = TlsLayer.over(wire, settings(), standingBy);
    Optional<CertificateVerdict> verdict = trust.orElseThrow().judge(standingBy, Instant.now());
    progress.saw(standingBy.seen(Optional.empty(), verdict));
    progress.shookHands(layer.facts(), verdict.isPresent() ? Stage.TLS : Stage.SEND);
    if (verdict.isPresent()) {
      layer.wire().close();
      return new Ending(Word.TLS_FAILED, verdict.get().says());
    }
    try (Wire inner = layer.wire()) {
      return exchange(inner, watch);
    }
  }

  private Ending exchange(Wire wire, Watch watch) throws IOException {
    return switch (plan.exchange()) {
      case CheckExchange.Http(HttpCheck check) -> {
        wire.send(RequestBytes.of(check));
        progress.sent();
        yield new AnswerReader(wire.in(), progress, check.method(), enough, watch).read();
      }
      case CheckExchange.Talk(Dialogue dialogue) ->
          new DialogueTalk(dialogue, wire, progress, watch).hold();
      case CheckExchange.ConnectOnly _, CheckExchange.NotMirrored _ -> {
        progress.complete();
        yield Ending.OK;
      }
    };
  }

  // HTTP/2 is not spoken here, so it must not be agreed on for a request.
  private TlsSettings settings() {
    TlsSettings configured = plan.tls().orElseThrow();
    List<String> spoken = configured.alpn().stream().filter(p -> !p.equals("h2")).toList();
    return plan.exchange() instanceof CheckExchange.Http && !spoken.isEmpty()
        ? configured.withAlpn(spoken)
        : configured;
  }

  private ProbeResult broken(IOException e, Watch watch, Wire wire) {
    witness.ifPresent(w -> progress.saw(w.seen(Alerts.in(e), Optional.empty())));
    if (progress.isComplete()) {
      return progress.end(Word.OK, "");
    }
    if (progress.stage() == Stage.TLS) {
      progress.overheard(wire.tapped());
    }
    if (watch.fired()) {
      return progress.end(Word.TIMEOUT, "");
    }
    return progress.end(word(e), detail(e, wire));
  }

  private static Word word(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("reset") || text.contains("broken pipe")) {
        return Word.RESET;
      }
      if (t instanceof EOFException) {
        return Word.CLOSED;
      }
    }
    return e instanceof SSLException ? Word.TLS_FAILED : Word.ERROR;
  }

  private String detail(IOException e, Wire wire) {
    boolean strange = progress.stage() == Stage.TLS && Stranger.isHttp(wire.tapped());
    return Alerts.in(e)
        .map(a -> "the server ended TLS with the alert " + a)
        .orElseGet(() -> strange ? "answered in clear HTTP" : said(e));
  }

  private static String said(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
