package org.haproxydoctor.model.traffic;

/// What a row of `show stat` says of the moment, or of the last 1024 requests (management guide,
/// "CSV format").
public enum Gauge {
  /// Sessions at this moment.
  SESSIONS("scur"),
  /// `maxconn` of a frontend or server, empty without one; `fullconn` of a backend, which limits
  /// nothing.
  LIMIT("slim"),
  /// Requests that wait: for this server, or for any server of this backend.
  QUEUED("qcur"),
  /// Mean wait in the queue in milliseconds.
  QUEUE_TIME("qtime"),
  /// Mean time until the first byte of an answer in milliseconds; 0 for TCP.
  RESPONSE_TIME("rtime"),
  /// Sessions in the last second.
  RATE("rate"),
  /// The most sessions there ever were in a second.
  HIGHEST_RATE("rate_max"),
  /// `rate-limit sessions` of a frontend, 0 without one.
  RATE_LIMIT("rate_lim"),
  REQUEST_RATE("req_rate"),
  CONNECTION_RATE("conn_rate"),
  /// Seconds since the last session was given to it.
  LAST_SESSION("lastsess"),
  /// Seconds since the last change between UP and DOWN.
  LAST_CHANGE("lastchg");

  private final String column;

  Gauge(String column) {
    this.column = column;
  }

  /// @return the name of the column, as in the header of `show stat`
  public String column() {
    return column;
  }

  // Thousands of rows keep their numbers in arrays; no position leaves this package.
  @SuppressWarnings("EnumOrdinal")
  int position() {
    return ordinal();
  }
}
