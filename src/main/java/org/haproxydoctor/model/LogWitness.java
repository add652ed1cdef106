package org.haproxydoctor.model;

import java.util.List;
import java.util.Map;

/// What the end of HAProxy's log said about the target.
///
/// @param source the file's path, or `journal`
/// @param events server and backend events, oldest first
/// @param terminations per backend, how often each termination state (`SC`, `sH` …) was logged
/// @param endings how requests ended in the last minute
/// @param trends per backend, how long answers took first and last; empty for those with too little
/// @param bytesRead how much of the log was looked at
/// @param complete whether the window's beginning was reached within the limits
public record LogWitness(
    String source,
    List<ServerEvent> events,
    Map<String, Map<String, Integer>> terminations,
    List<Ending> endings,
    Map<String, Trend> trends,
    long bytesRead,
    boolean complete) {

  /// A log that tells of no request in the last minute.
  public LogWitness(
      String source,
      List<ServerEvent> events,
      Map<String, Map<String, Integer>> terminations,
      long bytesRead,
      boolean complete) {
    this(source, events, terminations, List.of(), Map.of(), bytesRead, complete);
  }

  public LogWitness {
    events = List.copyOf(events);
    terminations = Map.copyOf(terminations);
    endings = List.copyOf(endings);
    trends = Map.copyOf(trends);
  }
}
