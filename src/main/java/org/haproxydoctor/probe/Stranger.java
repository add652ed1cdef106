package org.haproxydoctor.probe;

import java.util.Map;

/// Recognises protocols other than HTTP/1 by their first bytes.
final class Stranger {
  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int TLS_MAJOR = 3;
  private static final int ALERT_LENGTH = 7;
  private static final int ALERT_CODE = 6;
  private static final int HTTP_PREFIX = 5;
  private static final int H2_FRAME_HEADER = 9;
  private static final int H2_SETTINGS = 4;

  // RFC 8446, section 6.
  private static final Map<Integer, String> ALERTS =
      Map.ofEntries(
          Map.entry(0, "close_notify"),
          Map.entry(10, "unexpected_message"),
          Map.entry(20, "bad_record_mac"),
          Map.entry(22, "record_overflow"),
          Map.entry(40, "handshake_failure"),
          Map.entry(42, "bad_certificate"),
          Map.entry(46, "certificate_unknown"),
          Map.entry(47, "illegal_parameter"),
          Map.entry(50, "decode_error"),
          Map.entry(70, "protocol_version"),
          Map.entry(80, "internal_error"),
          Map.entry(112, "unrecognized_name"),
          Map.entry(116, "certificate_required"),
          Map.entry(120, "no_application_protocol"));

  private Stranger() {}

  /// @param bytes the first bytes received
  /// @return one phrase, empty when they say nothing
  static String describe(byte[] bytes) {
    if (isTls(bytes)) {
      return "answered in TLS" + alert(bytes);
    }
    if (isHttp2(bytes)) {
      return "answered in HTTP/2";
    }
    return "";
  }

  /// @return whether this is the beginning of an HTTP/1 answer
  static boolean isHttp(byte[] bytes) {
    return bytes.length >= HTTP_PREFIX && AnswerHead.possible(bytes, bytes.length);
  }

  /// @return whether this is a TLS record of a handshake or an alert
  static boolean isTls(byte[] bytes) {
    return bytes.length >= 2
        && (bytes[0] == TLS_ALERT || bytes[0] == TLS_HANDSHAKE)
        && bytes[1] == TLS_MAJOR;
  }

  private static String alert(byte[] bytes) {
    if (bytes[0] != TLS_ALERT || bytes.length < ALERT_LENGTH) {
      return "";
    }
    int code = Byte.toUnsignedInt(bytes[ALERT_CODE]);
    return " (alert " + ALERTS.getOrDefault(code, Integer.toString(code)) + ")";
  }

  // A server's connection preface is a SETTINGS frame on stream 0 (RFC 9113, section 3.4).
  static boolean isHttp2(byte[] bytes) {
    return bytes.length >= H2_FRAME_HEADER
        && bytes[0] == 0
        && bytes[3] == H2_SETTINGS
        && (bytes[5] | bytes[6] | bytes[7] | bytes[8]) == 0;
  }
}
