package org.haproxydoctor.model.check;

/// What a health check says once it is connected.
public sealed interface CheckExchange {

  /// Nothing: the connection itself (and the TLS handshake, where there is one) is the check.
  record ConnectOnly() implements CheckExchange {}

  /// `option httpchk` with its `http-check` rules.
  record Http(HttpCheck check) implements CheckExchange {}

  /// Everything else that sends and awaits bytes.
  record Talk(Dialogue dialogue) implements CheckExchange {}

  /// A check this version cannot repeat, such as `option external-check`.
  ///
  /// @param name HAProxy's keyword
  record NotMirrored(String name) implements CheckExchange {}

  /// @return whether the check's result codes are HTTP statuses
  default boolean isHttp() {
    return switch (this) {
      case Http _ -> true;
      // More than one request, or another version of HTTP than ours.
      case NotMirrored(String name) -> name.startsWith("http");
      case ConnectOnly _, Talk _ -> false;
    };
  }
}
