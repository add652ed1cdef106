package org.haproxydoctor.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;

/// How the end of a body is known (RFC 9112, section 6).
sealed interface BodyFraming {

  /// What has arrived of a body.
  ///
  /// @param text without transfer coding, byte for character
  /// @param complete whether no more will come
  /// @param broken whether it ends where its framing makes no sense, which HAProxy refuses
  record Body(String text, boolean complete, boolean broken) {
    static Body of(byte[] bytes, boolean complete) {
      return new Body(new String(bytes, StandardCharsets.ISO_8859_1), complete, false);
    }

    static Body broken(byte[] bytes) {
      return new Body(new String(bytes, StandardCharsets.ISO_8859_1), true, true);
    }
  }

  /// @param raw everything received after the head
  Body read(byte[] raw);

  /// No body, whatever the headers say.
  record None() implements BodyFraming {
    @Override
    public Body read(byte[] raw) {
      return new Body("", true, false);
    }
  }

  /// `content-length`.
  record Counted(long length) implements BodyFraming {
    @Override
    public Body read(byte[] raw) {
      boolean complete = raw.length >= length;
      return Body.of(complete ? Arrays.copyOf(raw, (int) length) : raw, complete);
    }
  }

  /// Ends with the connection.
  record UntilClose() implements BodyFraming {
    @Override
    public Body read(byte[] raw) {
      return Body.of(raw, false);
    }
  }

  /// `transfer-encoding: chunked`. A broken chunk ends the body where it is.
  record Chunked() implements BodyFraming {
    private static final int MOST_DIGITS = 8;

    @Override
    public Body read(byte[] raw) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      int at = 0;
      while (true) {
        int lineEnd = indexOfLf(raw, at);
        if (lineEnd < 0) {
          return Body.of(body.toByteArray(), false);
        }
        long size = size(raw, at, lineEnd);
        if (size <= 0) {
          return size < 0 ? Body.broken(body.toByteArray()) : Body.of(body.toByteArray(), true);
        }
        int here = (int) Math.min(size, raw.length - lineEnd - 1L);
        body.write(raw, lineEnd + 1, here);
        int end = lineEnd + 1 + here;
        if (end < raw.length && raw[end] != '\r' && raw[end] != '\n') {
          return Body.broken(body.toByteArray());
        }
        at = indexOfLf(raw, end) + 1;
        if (here < size || at == 0) {
          return Body.of(body.toByteArray(), false);
        }
      }
    }

    private static int indexOfLf(byte[] raw, int from) {
      for (int i = from; i < raw.length; i++) {
        if (raw[i] == '\n') {
          return i;
        }
      }
      return -1;
    }

    // The last chunk is 0; -1 is a size that cannot be read, which ends the body as well.
    private static long size(byte[] raw, int from, int to) {
      long size = 0;
      int digits = 0;
      for (int i = from; i < to && Character.digit(raw[i], 16) >= 0; i++) {
        size = size * 16 + Character.digit(raw[i], 16);
        digits++;
        if (digits > MOST_DIGITS) {
          return -1;
        }
      }
      return digits == 0 ? -1 : size;
    }
  }

  /// @param method of the request
  static BodyFraming of(String method, HttpAnswer head) {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return new None();
    }
    String coding = head.header("transfer-encoding").orElse("").toLowerCase(Locale.ROOT);
    if (coding.contains("chunked")) {
      return new Chunked();
    }
    String length = head.header("content-length").orElse("");
    return length.matches("[0-9]{1,9}") ? new Counted(Long.parseLong(length)) : new UntilClose();
  }
}
