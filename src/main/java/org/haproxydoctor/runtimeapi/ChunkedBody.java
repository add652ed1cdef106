package org.haproxydoctor.runtimeapi;

import java.io.ByteArrayOutputStream;

/// A body in chunks (RFC 9112, section 7.1) put together, as far as it came.
///
/// @param text what the chunks held
/// @param whole whether the last chunk was seen
record ChunkedBody(ByteArrayOutputStream text, boolean whole) {

  private static final int MOST_SIZE_DIGITS = 7;

  /// @param start where the first chunk's size begins
  static ChunkedBody of(byte[] bytes, int start) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length);
    int at = start;
    while (at < bytes.length) {
      int digits = digitsAt(bytes, at);
      int data = lineEnd(bytes, at) + 1;
      if (digits == 0 || digits > MOST_SIZE_DIGITS || data == 0) {
        return new ChunkedBody(text, false);
      }
      int size = size(bytes, at, digits);
      if (size == 0) {
        return new ChunkedBody(text, true);
      }
      int there = Math.min(size, bytes.length - data);
      text.write(bytes, data, there);
      at = data + there + "\r\n".length();
    }
    return new ChunkedBody(text, false);
  }

  private static int digitsAt(byte[] bytes, int start) {
    int at = start;
    while (at < bytes.length && Character.digit(bytes[at], 16) >= 0) {
      at++;
    }
    return at - start;
  }

  private static int size(byte[] bytes, int start, int digits) {
    int size = 0;
    for (int i = start; i < start + digits; i++) {
      size = size * 16 + Character.digit(bytes[i], 16);
    }
    return size;
  }

  /// @return where the line feed is, or -1
  private static int lineEnd(byte[] bytes, int start) {
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
