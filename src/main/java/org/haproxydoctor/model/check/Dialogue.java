package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Bytes sent and awaited in turn on one connection: `tcp-check` rules, and the checks of single
/// protocols, of which HAProxy itself makes such rules (src/tcpcheck.c; the same on 2.2 to 3.4).
///
/// All bytes are kept one character each, so that none is lost.
///
/// @param name HAProxy's keyword, such as `tcp-check` or `redis-check`
/// @param steps in order; HAProxy takes the last for done when it has been sent
/// @param buffer bytes of an answer that HAProxy can hold (`tune.bufsize`); with a full buffer
///   nothing more is waited for
public record Dialogue(String name, List<Step> steps, int buffer) {
  public Dialogue {
    steps = List.copyOf(steps);
  }

  /// The opening of HTTP/2 with empty settings, to which a server answers with its own (RFC 9113,
  /// section 3.4).
  public static Dialogue openingOfHttp2() {
    return new Dialogue(
        "HTTP/2",
        List.of(
            new Send(
                1,
                "send the opening of HTTP/2",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\4\0\0\0\0\0"),
            new Expect(
                2,
                "expect its settings",
                Kind.HEX_REGEX,
                false,
                "^00....04..00000000",
                Optional.of(9))),
        1024);
  }

  /// One step.
  public sealed interface Step {
    /// The number under which HAProxy reports it: lines of the section's rules count from 1,
    /// comments and variables included.
    int number();

    /// The step in HAProxy's own words, such as `expect string '+PONG'`.
    String rule();
  }

  /// `send` and its kin. What came in before is forgotten.
  public record Send(int number, String rule, String bytes) implements Step {}

  /// `expect`. It looks at everything that has come since the last `send`.
  ///
  /// @param negated met by whatever does not match
  /// @param pattern the bytes, or the regular expression; empty for the protocols' own kinds
  /// @param decisive from so many bytes on a mismatch is final (`min-recv`), and until then nothing
  ///   is looked at; without it HAProxy waits on as long as the connection is open
  public record Expect(
      int number,
      String rule,
      Kind kind,
      boolean negated,
      String pattern,
      Optional<Integer> decisive)
      implements Step {}

  /// What is compared.
  public enum Kind {
    /// `string`, `binary`.
    BYTES,
    /// `rstring`.
    REGEX,
    /// `rbinary`: a regular expression on the bytes written as upper-case hexadecimal digits.
    HEX_REGEX,
    /// The packet with which a MySQL server greets.
    MYSQL_GREETING,
    /// The packet after the greeting: OK, or an error.
    MYSQL_RESULT,
    /// The answer to an LDAP bind.
    LDAP_BIND,
    /// A stream processing agent's HELLO.
    SPOP_HELLO,
    /// Computed by HAProxy: taken as met, and noted in [CheckSpec#notes()].
    COMPUTED
  }

  /// @return the protocol that a server with this check speaks; empty when anything may be meant
  public Optional<Speech.Protocol> protocol() {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "redis-check" -> Optional.of(Speech.Protocol.REDIS);
      case "smtpchk" -> Optional.of(Speech.Protocol.SMTP);
      case "mysql-check" -> Optional.of(Speech.Protocol.MYSQL);
      case "pgsql-check" -> Optional.of(Speech.Protocol.POSTGRESQL);
      case "ldap-check" -> Optional.of(Speech.Protocol.LDAP);
      case "spop-check" -> Optional.of(Speech.Protocol.SPOP);
      case "http/2" -> Optional.of(Speech.Protocol.HTTP2);
      case "ssl-hello-chk" -> Optional.of(Speech.Protocol.TLS);
      default -> Optional.empty();
    };
  }

  /// @return whether the server is to speak first, as SMTP and MySQL do
  public boolean listensFirst() {
    return !steps.isEmpty() && steps.getFirst() instanceof Expect;
  }

  /// @return whether it asks the server for anything at all
  public boolean expects() {
    return steps.stream().anyMatch(s -> s instanceof Expect);
  }
}
