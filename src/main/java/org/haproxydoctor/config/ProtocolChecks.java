package org.haproxydoctor.config;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.WireText;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Dialogue.Expect;
import org.haproxydoctor.model.check.Dialogue.Kind;
import org.haproxydoctor.model.check.Dialogue.Send;
import org.haproxydoctor.model.check.Dialogue.Step;

/// What the checks of single protocols send and await, read off the wire of 2.2, 2.6, 3.0, 3.2 and
/// 3.4 (`option redis-check` and its kin, configuration manual, section 4.2).
final class ProtocolChecks {
  private static final int LDAP_SHORTEST = 14;

  // Everything TLS 1.0 knew, in the shape of an SSLv3 hello.
  private static final String SSL_HELLO_CIPHERS =
      "0001000200030004000500060007000800090" // 0x01 to 0x1B
          + "00A000B000C000D000E000F0010001100120013"
          + "001400150016001700180019001A001B"
          + "002F0030003100320033003400350036003700380039003A";

  private final int buffer;
  private final boolean recent;
  private final List<Step> steps = new ArrayList<>();

  private ProtocolChecks(int buffer, boolean recent) {
    this.buffer = buffer;
    this.recent = recent;
  }

  /// @param arguments of the option
  /// @param buffer bytes HAProxy can hold
  /// @param recent whether it is 2.4 or later, which send QUIT to mail servers and know more of
  ///   PostgreSQL
  /// @return empty when the option is none of these, or says too little
  static Optional<Dialogue> of(String name, List<String> arguments, int buffer, boolean recent) {
    ProtocolChecks checks = new ProtocolChecks(buffer, recent);
    switch (name) {
      case "redis-check" -> checks.redis();
      case "smtpchk" -> checks.smtp(arguments);
      case "mysql-check" -> checks.mysql(arguments);
      case "pgsql-check" -> checks.pgsql(arguments);
      case "ldap-check" -> checks.ldap();
      case "spop-check" -> checks.spop();
      case "ssl-hello-chk" -> checks.sslHello();
      default -> {}
    }
    return checks.steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Dialogue(name, checks.steps, buffer));
  }

  private void send(int number, String rule, String bytes) {
    steps.add(new Send(number, rule, bytes));
  }

  private void expect(int number, String rule, Kind kind, String pattern, int decisive) {
    steps.add(
        new Expect(number, rule, kind, false, pattern, Optional.of(decisive).filter(d -> d > 0)));
  }

  private void redis() {
    send(1, "send PING", "*1\r\n$4\r\nPING\r\n");
    expect(2, "expect +PONG", Kind.BYTES, "+PONG\r\n", 0);
  }

  private void smtp(List<String> arguments) {
    boolean named =
        arguments.size() > 1
            && (arguments.get(0).equals("HELO") || arguments.get(0).equals("EHLO"));
    String hello = named ? arguments.get(0) + " " + arguments.get(1) : "HELO localhost";
    expect(2, "expect an SMTP greeting", Kind.REGEX, "^[0-9]{3}[ \r]", 4);
    expect(3, "expect greeting 2xx", Kind.REGEX, "^2[0-9]{2}[ \r]", 4);
    send(4, "send " + hello, WireText.of(hello) + "\r\n");
    if (recent) {
      expect(5, "expect 2xx to " + hello, Kind.REGEX, "^(2[0-9]{2}-[^\r]*\r\n)*2[0-9]{2}[ \r]", 0);
      send(6, "send QUIT", "QUIT\r\n");
      expect(7, "expect 2xx to QUIT", Kind.REGEX, "^2[0-9]{2}[- \r]", 4);
    } else {
      expect(5, "expect 2xx to " + hello, Kind.REGEX, "^2[0-9]{2}[- \r]", 4);
    }
  }

  private void mysql(List<String> arguments) {
    boolean login = arguments.size() > 1 && arguments.get(0).equals("user");
    if (!login) {
      expect(2, "expect the server's greeting", Kind.MYSQL_GREETING, "", 0);
      return;
    }
    String user = arguments.get(1);
    boolean old = arguments.size() > 2 && arguments.get(2).equals("pre-41");
    // Capabilities and largest packet; since 4.1 with more room, and a character set.
    String head = old ? "0080000001" : "008200000080000121" + "00".repeat(23);
    String packet = bytes(head) + WireText.of(user) + "\0\0";
    String length = "" + (char) (packet.length() & 0xFF) + (char) (packet.length() >> 8) + "\0";
    String quit = bytes("0100000001");
    send(2, "send user " + user, length + "\1" + packet + quit);
    expect(3, "expect the server's greeting", Kind.MYSQL_GREETING, "", 0);
    expect(4, "expect the login of " + user + " to be accepted", Kind.MYSQL_RESULT, "", 0);
  }

  private void pgsql(List<String> arguments) {
    if (arguments.size() < 2 || !arguments.get(0).equals("user")) {
      return;
    }
    String user = arguments.get(1);
    String rest = bytes("00030000") + "user\0" + WireText.of(user) + "\0\0";
    send(2, "send user " + user, number(rest.length() + 4) + rest);
    steps.add(new Expect(3, "expect no error", Kind.REGEX, true, "^E", Optional.of(5)));
    expect(
        4,
        "expect a request for authentication",
        Kind.HEX_REGEX,
        recent
            ? "^52000000[A-Z0-9]{2}000000(00|02|03|04|05|06|07|09|0A)"
            : "^52000000(08|0A|0C)000000(00|02|03|04|05|06)",
        9);
  }

  private void ldap() {
    send(1, "send an anonymous bind", bytes("300C020101600702010304008000"));
    expect(2, "expect an LDAP message", Kind.HEX_REGEX, "^30", LDAP_SHORTEST);
    expect(3, "expect the bind to succeed", Kind.LDAP_BIND, "", 0);
  }

  private void spop() {
    String hello =
        bytes("01000000010000")
            + item("supported-versions", "08" + "03322E30")
            + item("max-frame-size", "03" + varint(buffer - 4))
            + item("capabilities", "0800")
            + item("healthcheck", "11");
    send(1, "send HAPROXY-HELLO", number(hello.length()) + hello);
    expect(2, "expect AGENT-HELLO", Kind.SPOP_HELLO, "", 4);
  }

  private static String item(String name, String hex) {
    return (char) name.length() + name + bytes(hex);
  }

  /// The variable-length integers of SPOP: below 240 one byte, above it four bits in the first and
  /// seven in each further one (doc/SPOE.txt, section 3.1).
  private static String varint(int value) {
    StringBuilder hex = new StringBuilder();
    HexFormat format = HexFormat.of();
    if (value < 240) {
      return format.toHexDigits((byte) value);
    }
    hex.append(format.toHexDigits((byte) (value | 240)));
    int rest = (value - 240) >> 4;
    while (rest >= 128) {
      hex.append(format.toHexDigits((byte) (rest | 128)));
      rest = (rest - 128) >> 7;
    }
    return hex.append(format.toHexDigits((byte) rest)).toString();
  }

  private void sslHello() {
    String hello =
        bytes("0300")
            + number((int) Instant.now().getEpochSecond())
            + "HAPROXYSSLCHK\nHAPROXYSSLCHK\n"
            + bytes("00004E" + SSL_HELLO_CIPHERS + "0100");
    send(1, "send an SSLv3 hello", bytes("1603000079" + "01000075") + hello);
    expect(2, "expect a TLS answer", Kind.HEX_REGEX, "^1[56]", 5);
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  /// @return four bytes, the most significant first
  private static String number(int value) {
    return bytes(HexFormat.of().toHexDigits(value));
  }
}
