package org.haproxydoctor.model;

import java.nio.charset.StandardCharsets;

/// Text of the configuration as HAProxy compares it: byte by byte, whatever the bytes mean.
public final class WireText {
  private WireText() {}

  /// @return one character for each byte, as answers are kept
  public static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
