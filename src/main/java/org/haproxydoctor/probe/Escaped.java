package org.haproxydoctor.probe;

import java.util.HexFormat;

/// Received bytes as printable text.
final class Escaped {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Escaped() {}

  /// @return printable ASCII as it is, everything else and the backslash as `\xNN`
  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int value = Byte.toUnsignedInt(b);
      if (value >= 0x20 && value < 0x7F && value != '\\') {
        text.append((char) value);
      } else {
        text.append("\\x").append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }
}
