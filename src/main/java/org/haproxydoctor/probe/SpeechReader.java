package org.haproxydoctor.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Speech.Refusal;

/// Recognises protocols by the first bytes of a server, and whether they refuse their client.
///
/// Nothing is trusted: every length is compared with what has come, and only so much is looked at.
final class SpeechReader {
  private static final int LOOKED_AT = 1024;
  private static final int MOST_WORDS = 160;
  private static final int MYSQL_PROTOCOL = 10;
  private static final int SHORTEST_PACKET = 5;

  /// Text protocols by their greeting, the surer ones first.
  private static final List<Greeting> GREETINGS =
      List.of(
          new Greeting(Protocol.SSH, "SSH-\\d"),
          new Greeting(Protocol.RTSP, "RTSP/\\d"),
          new Greeting(Protocol.HTTP, "HTTP/\\d|<!DOCTYPE|<html"),
          new Greeting(Protocol.VNC, "RFB \\d{3}\\.\\d{3}"),
          new Greeting(Protocol.AMQP, "AMQP"),
          new Greeting(Protocol.PROXY, "PROXY "),
          new Greeting(Protocol.FTP, "(?:220|120|421|530)[ -][^\\r\\n]*ftp"),
          new Greeting(Protocol.SMTP, "[2-5]\\d\\d(?:[ -]|\\r?\\n)"),
          new Greeting(Protocol.IMAP, "\\* (?:OK|BYE|PREAUTH)"),
          new Greeting(
              Protocol.REDIS,
              "\\+PONG|-(?:ERR|NOAUTH|WRONGPASS|NOPERM|DENIED|LOADING|MASTERDOWN|BUSY|READONLY"
                  + "|MISCONF|CLUSTERDOWN)\\b"),
          new Greeting(Protocol.POP3, "\\+OK|-ERR"),
          new Greeting(Protocol.MEMCACHED, "ERROR\\r|CLIENT_ERROR|SERVER_ERROR"));

  private record Greeting(Protocol protocol, Pattern pattern) {
    Greeting(Protocol protocol, String regex) {
      this(protocol, Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    }
  }

  private SpeechReader() {}

  /// @param heard everything that was received, one character for each byte
  /// @return empty when nothing was
  static Optional<Speech> read(String heard) {
    String text = heard.substring(0, Math.min(heard.length(), LOOKED_AT));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Protocol protocol = protocol(text);
    Optional<Refusal> refusal = RefusalReader.read(protocol, text);
    return Optional.of(new Speech(protocol, words(protocol, text, refusal), refusal));
  }

  /// @return the same with what the rules of the protocol itself say of it
  static Optional<Speech> read(String heard, Optional<Refusal> refusal) {
    return read(heard)
        .map(s ->
            refusal.isEmpty()
                ? s
                : new Speech(s.protocol(), shortened(refusal.get().toString()), refusal));
  }

  private static String words(Protocol protocol, String text, Optional<Refusal> refusal) {
    String described = Stranger.describe(text.getBytes(StandardCharsets.ISO_8859_1));
    if (!described.isEmpty()) {
      return described.replaceFirst("^answered in ", "");
    }
    boolean packed =
        switch (protocol) {
          case MYSQL, POSTGRESQL, LDAP, SPOP -> true;
          default -> false;
        };
    if (packed) {
      return shortened(refusal.map(Refusal::toString).orElse("a " + protocol.text() + " message"));
    }
    return shortened(protocol == Protocol.TEXT ? lines(text) : firstLine(text));
  }

  private static String lines(String text) {
    return String.join(" | ", text.strip().split("[\r\n]+", -1));
  }

  private static String firstLine(String text) {
    String line = text.strip();
    int end = line.indexOf('\n');
    return (end < 0 ? line : line.substring(0, end)).strip();
  }

  /// @return printable, and at most so long
  static String shortened(String text) {
    String escaped = Escaped.of(text.getBytes(StandardCharsets.ISO_8859_1));
    return escaped.length() <= MOST_WORDS ? escaped : escaped.substring(0, MOST_WORDS - 1) + "…";
  }

  private static Protocol protocol(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (Stranger.isTls(bytes)) {
      return Protocol.TLS;
    }
    if (Stranger.isHttp2(bytes)) {
      return Protocol.HTTP2;
    }
    for (Greeting greeting : GREETINGS) {
      if (greeting.pattern().matcher(text).lookingAt()) {
        return greeting.protocol();
      }
    }
    if (isMysql(text)) {
      return Protocol.MYSQL;
    }
    if (isPostgresql(text)) {
      return Protocol.POSTGRESQL;
    }
    if (isLdap(text)) {
      return Protocol.LDAP;
    }
    return isReadable(text) ? Protocol.TEXT : Protocol.BINARY;
  }

  /// A packet of sequence 0 that greets with protocol 10 and a version, or says why not.
  private static boolean isMysql(String text) {
    if (text.length() < SHORTEST_PACKET + 2 || text.charAt(3) != 0) {
      return false;
    }
    int length = text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16;
    boolean greets = text.charAt(4) == MYSQL_PROTOCOL && Character.isDigit(text.charAt(5));
    return length > 2 && length < 1 << 16 && (greets || text.charAt(4) == 0xFF);
  }

  private static boolean isPostgresql(String text) {
    return text.length() >= SHORTEST_PACKET
        && (text.charAt(0) == 'E' || text.charAt(0) == 'R')
        && text.charAt(1) == 0
        && text.charAt(2) == 0;
  }

  /// A sequence whose first element is the number of a message.
  private static boolean isLdap(String text) {
    String head = text.substring(0, Math.min(text.length(), 8));
    return text.startsWith("0") && head.contains("\2\1");
  }

  private static boolean isReadable(String text) {
    long strange =
        text.chars()
            .filter(c -> (c < ' ' && c != '\r' && c != '\n' && c != '\t') || c == 127)
            .count();
    return strange == 0;
  }
}
