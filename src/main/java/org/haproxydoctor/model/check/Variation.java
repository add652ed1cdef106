package org.haproxydoctor.model.check;

/// A repetition of the check with exactly one thing changed.
///
/// @param change the change in words, such as `GET instead of OPTIONS`
/// @param value the changed value, such as `GET` or `www.example.com`
public record Variation(Kind kind, String change, String value, CheckReplay replay) {
  /// What was changed.
  public enum Kind {
    /// Same request, the server given more time than the check gives it.
    MORE_TIME,
    /// The connection alone, made once more.
    AGAIN,
    WITH_TLS,
    WITHOUT_TLS,
    /// With another server name in the handshake (SNI) than the check's own, or with one at all.
    WITH_SNI,
    WITHOUT_SNI,
    /// With every TLS version and cipher there is.
    OTHER_TLS,
    /// Other protocols offered by ALPN, or none.
    OTHER_ALPN,
    /// HTTP/1.1 with a `Host` header of a name the configuration knows.
    WITH_HOST,
    METHOD_GET,
    /// HTTP/2's opening instead of the request, to see whether that is answered.
    HTTP2,
    /// An HTTP request instead of another protocol's dialogue, to see whether that is answered.
    HTTP,
    /// The port of the traffic instead of the check's own.
    SERVICE_TARGET,
    /// Another, common health path.
    OTHER_PATH,
    /// With one, or with the other version of one.
    WITH_PROXY_HEADER,
    WITHOUT_PROXY_HEADER,
    /// Without the configured `source` address.
    WITHOUT_SOURCE
  }
}
