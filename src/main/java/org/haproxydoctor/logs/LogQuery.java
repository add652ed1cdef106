package org.haproxydoctor.logs;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is wanted of HAProxy's log.
///
/// @param source a file's path, or `journal`; empty to look in the usual places
/// @param backends the proxies of interest; empty means all of them
/// @param since lines before this moment are left out; lines without a time are kept
/// @param recently requests before this moment count for the long run only
/// @param maxBytes how much to read at most, counted from the end
public record LogQuery(
    Optional<String> source, Set<String> backends, Instant since, Instant recently, long maxBytes) {

  /// Enough for some 40,000 requests.
  public static final long USUAL_BYTES = 8L * 1024 * 1024;

  public LogQuery {
    backends = Set.copyOf(backends);
  }

  public static LogQuery since(Instant since, Set<String> backends, Optional<String> source) {
    return new LogQuery(source, backends, since, since, USUAL_BYTES);
  }

  public LogQuery recently(Instant moment) {
    return new LogQuery(source, backends, since, moment, maxBytes);
  }

  boolean wants(String backend) {
    return backends.isEmpty() || backends.contains(backend);
  }
}
