package org.haproxydoctor.model.host;

import java.net.InetAddress;

/// One spelling for each address, so that addresses of different witnesses can be compared.
public final class Literal {
  private Literal() {}

  /// @param text an address, with or without zone; anything else comes back as it is
  /// @return IPv4 addresses dotted, also those mapped into IPv6; IPv6 without zone
  public static String of(String text) {
    String literal = text.indexOf(':') < 0 ? text : text.replaceFirst("%.*", "");
    try {
      return of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  public static String of(InetAddress address) {
    return switch (address.getHostAddress().replaceFirst("%.*", "")) {
      case "0:0:0:0:0:0:0:0" -> "::";
      case "0:0:0:0:0:0:0:1" -> "::1";
      case String other -> other;
    };
  }
}
