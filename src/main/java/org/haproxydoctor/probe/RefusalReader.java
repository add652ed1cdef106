package org.haproxydoctor.probe;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.check.Speech.Protocol;
import org.haproxydoctor.model.check.Speech.Refusal;

/// What a server says when it will not serve, and whether that is because of who asks.
final class RefusalReader {
  private static final Pattern REDIS = Pattern.compile("-([A-Z]+) ?([^\r\n]*)");
  private static final Pattern NUMBERED = Pattern.compile("([45]\\d\\d)[ -]?([^\r\n]*)");
  private static final Pattern WORDED =
      Pattern.compile("(-ERR|\\* BYE|\\* NO|ERROR|\\S+ NO) ?([^\r\n]*)");

  /// How people write that they do not want one, in any protocol.
  private static final Pattern IDENTITY =
      Pattern.compile(
          "(?i)authenticat|authoriz|unauthoris|access denied|not allowed to connect|permission"
              + " denied|login (failed|incorrect)|invalid"
              + " (password|user)|wrongpass|password|protected mode|is blocked|host .* rejected|not"
              + " permitted");

  private static final Set<String> REDIS_IDENTITY =
      Set.of("NOAUTH", "WRONGPASS", "NOPERM", "DENIED");

  /// RFC 5321 and RFC 4954: mailbox or host not wanted, no service here, credentials wanted. 421
  /// and the other temporary ones are about the server.
  private static final Set<Integer> SMTP_IDENTITY =
      Set.of(521, 530, 534, 535, 538, 550, 553, 554, 556, 571);

  /// Access denied (also to a database, by plugin or expired), host blocked, host not allowed,
  /// account locked (MySQL and MariaDB, error reference).
  private static final Set<Integer> MYSQL_IDENTITY =
      Set.of(1044, 1045, 1129, 1130, 1131, 1132, 1133, 1251, 1275, 1698, 1820, 1862, 3118, 4151);

  /// Invalid authorization, invalid password, no such database: the user's own is meant.
  private static final Set<String> POSTGRESQL_IDENTITY = Set.of("28000", "28P01", "3D000", "42501");

  /// RFC 4511, section 4.1.9: stronger or confidential authentication wanted, inappropriate
  /// authentication, invalid credentials, insufficient rights, unwilling (anonymous binds are off).
  private static final Set<Integer> LDAP_IDENTITY = Set.of(7, 8, 13, 14, 48, 49, 50, 53);

  private RefusalReader() {}

  /// @param text what was received, one character for each byte
  static Optional<Refusal> read(Protocol protocol, String text) {
    return switch (protocol) {
      case REDIS -> redis(text);
      case SMTP, FTP -> numbered(text);
      case MYSQL -> mysql(text, 0);
      case POSTGRESQL -> postgresql(text);
      case POP3, IMAP, MEMCACHED -> worded(text);
      case TEXT -> worded(text).filter(Refusal::ofIdentity);
      default -> Optional.empty();
    };
  }

  private static Optional<Refusal> redis(String text) {
    Matcher line = REDIS.matcher(text);
    return line.lookingAt()
        ? Optional.of(
            refusal(
                line.group(1),
                line.group(2),
                REDIS_IDENTITY.contains(line.group(1)) || isOfIdentity(line.group(2))))
        : Optional.empty();
  }

  private static Optional<Refusal> numbered(String text) {
    Matcher line = NUMBERED.matcher(text);
    if (!line.lookingAt()) {
      return Optional.empty();
    }
    int code = Integer.parseInt(line.group(1));
    return Optional.of(refusal(line.group(1), line.group(2), SMTP_IDENTITY.contains(code)));
  }

  private static Optional<Refusal> worded(String text) {
    Matcher line = WORDED.matcher(text);
    return line.lookingAt()
        ? Optional.of(refusal(line.group(1), line.group(2), isOfIdentity(line.group(2))))
        : Optional.empty();
  }

  /// @param from where the packet begins
  /// @return set when it is an error packet
  static Optional<Refusal> mysql(String text, int from) {
    if (text.length() < from + 7 || text.charAt(from + 4) != 0xFF) {
      return Optional.empty();
    }
    int code = text.charAt(from + 5) | text.charAt(from + 6) << 8;
    int length = text.charAt(from) | text.charAt(from + 1) << 8 | text.charAt(from + 2) << 16;
    int end = (int) Math.min(text.length(), from + 4L + length);
    String said = text.substring(from + 7, Math.max(from + 7, end));
    // Since 4.1 the state comes first: `#28000`.
    String message = said.startsWith("#") && said.length() >= 6 ? said.substring(6) : said;
    return Optional.of(refusal("" + code, message, MYSQL_IDENTITY.contains(code)));
  }

  /// Fields of an ErrorResponse: a letter, text, NUL; `C` is the state, `M` the message.
  private static Optional<Refusal> postgresql(String text) {
    if (!text.startsWith("E")) {
      return Optional.empty();
    }
    String code = "";
    String message = "";
    int at = 5;
    while (at < text.length() && text.charAt(at) != 0) {
      int end = text.indexOf('\0', at);
      String field = text.substring(at + 1, end < 0 ? text.length() : end);
      if (text.charAt(at) == 'C') {
        code = field;
      } else if (text.charAt(at) == 'M') {
        message = field;
      }
      at = end < 0 ? text.length() : end + 1;
    }
    return Optional.of(
        refusal(code.isEmpty() ? "error" : code, message, POSTGRESQL_IDENTITY.contains(code)));
  }

  /// @param code resultCode of an answer to a bind
  static Refusal ldap(int code) {
    String name =
        switch (code) {
          case 1 -> "operationsError";
          case 2 -> "protocolError";
          case 7 -> "authMethodNotSupported";
          case 8 -> "strongerAuthRequired";
          case 13 -> "confidentialityRequired";
          case 48 -> "inappropriateAuthentication";
          case 49 -> "invalidCredentials";
          case 50 -> "insufficientAccessRights";
          case 51 -> "busy";
          case 52 -> "unavailable";
          case 53 -> "unwillingToPerform";
          default -> "";
        };
    return refusal("" + code, name, LDAP_IDENTITY.contains(code));
  }

  private static boolean isOfIdentity(String message) {
    return IDENTITY.matcher(message).find();
  }

  private static Refusal refusal(String code, String text, boolean ofIdentity) {
    return new Refusal(
        SpeechReader.shortened(code), SpeechReader.shortened(text.strip()), ofIdentity);
  }
}
