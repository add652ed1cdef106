package org.haproxydoctor.model.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;

/// What became of one connection: how far it came, how it ended, and how long each part took.
///
/// @param endpoint where it went
/// @param address the address literal that was connected to; empty when the name has none
/// @param word how it ended
/// @param stage the stage it ended in
/// @param detail the system's or library's own words, empty when there is nothing to add
/// @param http the answer, when one could be read as HTTP
/// @param tls the handshake, when one succeeded
/// @param received the first bytes received, at most 512, control characters escaped as `\xNN`; of
///   a dialogue those after the last thing that was sent
/// @param seen what showed while TLS was agreed on
/// @param speech what was received, as far as it is neither TLS inside which one talks nor an
///   answer in [#http()]
/// @param reached where a dialogue stood at the end
public record ProbeResult(
    Endpoint endpoint,
    Optional<String> address,
    Word word,
    Stage stage,
    String detail,
    Timings timings,
    Optional<HttpAnswer> http,
    Optional<TlsFacts> tls,
    String received,
    TlsSeen seen,
    Optional<Speech> speech,
    Optional<Reached> reached) {

  /// A probe that saw nothing of TLS but what a successful handshake agreed on, and in which
  /// nothing was to be recognised.
  public ProbeResult(
      Endpoint endpoint,
      Optional<String> address,
      Word word,
      Stage stage,
      String detail,
      Timings timings,
      Optional<HttpAnswer> http,
      Optional<TlsFacts> tls,
      String received) {
    this(
        endpoint,
        address,
        word,
        stage,
        detail,
        timings,
        http,
        tls,
        received,
        new TlsSeen(
            Optional.empty(),
            Optional.empty(),
            tls.map(TlsFacts::chain).orElse(List.of()),
            Optional.empty(),
            List.of()),
        Optional.empty(),
        Optional.empty());
  }

  /// How far a dialogue came.
  ///
  /// @param step the step it ended at, under HAProxy's number; the last one when all were met
  /// @param rule that step in HAProxy's words, such as `expect string '+PONG'`
  /// @param answered whether the server had met an expectation of this connection before
  public record Reached(int step, String rule, boolean answered) {}

  /// How a probe ended.
  public enum Word {
    /// Everything asked for happened: connected, handshake done, answer read.
    OK("connected"),
    REFUSED("refused"),
    TIMEOUT("timeout"),
    /// No route, network or host unreachable.
    UNREACHABLE("unreachable"),
    /// The peer reset the connection.
    RESET("reset"),
    /// The peer closed the connection before an answer.
    CLOSED("closed"),
    /// The name has no address.
    UNRESOLVED("unresolved"),
    /// The `source` address is not this host's.
    SOURCE_UNAVAILABLE("source unavailable"),
    /// No local address and port was left to connect from (EADDRNOTAVAIL, EADDRINUSE).
    NO_LOCAL_ADDRESS("no local address or port"),
    /// This host does not know the address family (EAFNOSUPPORT).
    NO_FAMILY("no such address family"),
    /// This host itself forbids the connection (EACCES, EPERM).
    DENIED("denied"),
    /// The TLS handshake failed.
    TLS_FAILED("tls-failed"),
    /// Something answered, but not HTTP.
    NOT_HTTP("not http"),
    /// Something answered, but not what a step of the check wants.
    MISMATCH("mismatch"),
    /// Anything else; see [ProbeResult#detail()].
    ERROR("error");

    private final String text;

    Word(String text) {
      this.text = text;
    }

    /// @return the word of the runbook format
    public String text() {
      return text;
    }
  }

  /// The stages of a probe in their order.
  public enum Stage {
    LOOKUP,
    CONNECT,
    TLS,
    SEND,
    FIRST_BYTE,
    BODY,
    DONE
  }

  /// Time spent in each stage; empty for stages not reached.
  ///
  /// @param lookup empty also where the address was given
  /// @param connect from SYN to connection
  /// @param firstByte from the request to the first byte of the answer
  /// @param total from the first SYN, or from the lookup where there was one
  public record Timings(
      Optional<Duration> lookup,
      Optional<Duration> connect,
      Optional<Duration> tls,
      Optional<Duration> firstByte,
      Duration total) {}

  /// The head and the beginning of the body of an HTTP answer.
  ///
  /// @param reason reason phrase, maybe empty
  /// @param body at most 64 KiB, decoded as ISO 8859-1 so that no byte is lost
  /// @param flaw what makes HAProxy refuse the answer although we could read it
  /// @param interim status of an answer that came before, such as 100 Continue
  public record HttpAnswer(
      String version,
      int status,
      String reason,
      List<HttpCheck.Header> headers,
      String body,
      Optional<String> flaw,
      Optional<Integer> interim) {
    /// An answer as it should be.
    public HttpAnswer(
        String version, int status, String reason, List<HttpCheck.Header> headers, String body) {
      this(version, status, reason, headers, body, Optional.empty(), Optional.empty());
    }

    public HttpAnswer {
      headers = List.copyOf(headers);
    }

    /// @return the status that HAProxy's checks look at: that of the first answer, be it an interim
    ///   one (seen on 2.2 to 3.4)
    public int judgedStatus() {
      return interim.orElse(status);
    }

    /// @return the same answer with a flaw, where it has none yet
    public HttpAnswer refusedFor(String reason) {
      return new HttpAnswer(
          version, status, this.reason, headers, body, flaw.or(() -> Optional.of(reason)), interim);
    }

    public Optional<String> header(String name) {
      return headers.stream()
          .filter(h -> h.name().equalsIgnoreCase(name))
          .map(HttpCheck.Header::value)
          .findFirst();
    }
  }

  /// What a TLS handshake agreed on.
  ///
  /// @param alpn empty when none was agreed on
  public record TlsFacts(
      String protocol, String cipher, Optional<String> alpn, List<Certificate> chain) {
    public TlsFacts {
      chain = List.copyOf(chain);
    }
  }

  /// One certificate of the chain the server sent.
  ///
  /// @param names alternative names, DNS names and addresses, at most 100
  /// @param fingerprint SHA-256 in hexadecimal, empty when not known
  public record Certificate(
      String subject,
      String issuer,
      Instant notBefore,
      Instant notAfter,
      List<String> names,
      String fingerprint) {

    public Certificate(
        String subject, String issuer, Instant notBefore, Instant notAfter, List<String> names) {
      this(subject, issuer, notBefore, notAfter, names, "");
    }

    public Certificate {
      names = List.copyOf(names);
    }
  }

  /// @return whether the connection was established
  public boolean connected() {
    return stage.compareTo(Stage.CONNECT) > 0;
  }
}
