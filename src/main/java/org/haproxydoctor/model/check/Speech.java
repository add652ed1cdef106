package org.haproxydoctor.model.check;

import java.util.Optional;

/// What a server said, as far as it can be recognised.
///
/// @param words the gist on one line, control characters escaped, at most 160 characters
/// @param refusal set when the server says in its protocol that it will not serve
public record Speech(Protocol protocol, String words, Optional<Refusal> refusal) {

  /// Protocols that can be told by the first bytes of a server.
  public enum Protocol {
    HTTP("HTTP/1"),
    HTTP2("HTTP/2"),
    TLS("TLS"),
    SSH("SSH"),
    SMTP("SMTP"),
    FTP("FTP"),
    POP3("POP3"),
    IMAP("IMAP"),
    MYSQL("MySQL"),
    POSTGRESQL("PostgreSQL"),
    REDIS("Redis"),
    LDAP("LDAP"),
    SPOP("SPOP"),
    VNC("VNC"),
    AMQP("AMQP"),
    MEMCACHED("memcached"),
    RTSP("RTSP"),
    PROXY("the PROXY protocol"),
    /// Readable, but nothing that is known.
    TEXT("something in plain text"),
    BINARY("something binary");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    /// @return its name for people, fit to follow "speaks"
    public String text() {
      return text;
    }

    /// @return whether it has a name
    public boolean isKnown() {
      return this != TEXT && this != BINARY;
    }
  }

  /// A server's own word that it will not serve.
  ///
  /// @param code the protocol's code, such as `1045`, `550`, `28P01` or `NOAUTH`
  /// @param text the server's explanation, control characters escaped, maybe empty
  /// @param ofIdentity whether it is the client's identity that is refused: who it is, or where it
  ///   comes from
  public record Refusal(String code, String text, boolean ofIdentity) {
    @Override
    public String toString() {
      return text.startsWith(code) ? text : (code + " " + text).strip();
    }
  }
}
