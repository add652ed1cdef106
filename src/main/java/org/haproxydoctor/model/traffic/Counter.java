package org.haproxydoctor.model.traffic;

/// What a row of `show stat` counts since the process started (management guide, "CSV format"); it
/// only ever falls when someone clears the counters.
public enum Counter {
  /// Sessions; on a server row every attempt to connect, on FRONTEND and BACKEND rows each once.
  SESSIONS("stot"),
  CONNECTIONS("conn_tot"),
  REQUESTS("req_tot"),
  /// Requests that could not be given to a server. On the BACKEND row also those that died in the
  /// queue or found no server, which no server row counts.
  CONNECT_ERRORS("econ"),
  /// Answers that were cut off, invalid or too late.
  RESPONSE_ERRORS("eresp"),
  REQUEST_ERRORS("ereq"),
  RETRIES("wretr"),
  REDISPATCHES("wredis"),
  /// `http-request deny` and its kin.
  DENIED_REQUESTS("dreq"),
  DENIED_RESPONSES("dresp"),
  /// `tcp-request connection reject`; leaves no line in the log.
  DENIED_CONNECTIONS("dcon"),
  /// `tcp-request session reject`.
  DENIED_SESSIONS("dses"),
  /// On server rows only what the application itself answered.
  ANSWERS_1XX("hrsp_1xx"),
  ANSWERS_2XX("hrsp_2xx"),
  ANSWERS_3XX("hrsp_3xx"),
  ANSWERS_4XX("hrsp_4xx"),
  ANSWERS_5XX("hrsp_5xx"),
  ANSWERS_OTHER("hrsp_other"),
  /// On server rows only what came from the server.
  BYTES_OUT("bout"),
  CLIENT_ABORTS("cli_abrt"),
  SERVER_ABORTS("srv_abrt"),
  /// Failed checks; stands still while a server is down.
  FAILED_CHECKS("chkfail"),
  /// Changes from UP to DOWN, those into maintenance included.
  TIMES_DOWN("chkdown");

  private final String column;

  Counter(String column) {
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

  /// @return whether it counts what went wrong with visitors' requests; a frontend's own part is
  ///   only whom it turns away, the rest is told by the backends
  public boolean isTroubleOf(RowKey.Kind kind) {
    return switch (this) {
      case DENIED_REQUESTS, DENIED_RESPONSES, DENIED_CONNECTIONS, DENIED_SESSIONS -> true;
      case CONNECT_ERRORS, RESPONSE_ERRORS, RETRIES, REDISPATCHES, ANSWERS_5XX, SERVER_ABORTS ->
          kind != RowKey.Kind.FRONTEND;
      case SESSIONS,
          CONNECTIONS,
          REQUESTS,
          REQUEST_ERRORS,
          ANSWERS_1XX,
          ANSWERS_2XX,
          ANSWERS_3XX,
          ANSWERS_4XX,
          ANSWERS_OTHER,
          BYTES_OUT,
          CLIENT_ABORTS,
          FAILED_CHECKS,
          TIMES_DOWN ->
          false;
    };
  }
}
