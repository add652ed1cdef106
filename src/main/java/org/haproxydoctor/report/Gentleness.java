package org.haproxydoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.model.check.ServerProbes;

/// How much was asked of the servers, for readers who have to answer for it.
///
/// @param servers how many were asked anything
/// @param connections made to all of them
/// @param most made to a single one
record Gentleness(int servers, int connections, int most) {

  /// @param connections made to each server
  static Gentleness of(List<Integer> connections) {
    List<Integer> asked = connections.stream().filter(c -> c > 0).toList();
    return new Gentleness(
        asked.size(),
        asked.stream().mapToInt(Integer::intValue).sum(),
        asked.stream().mapToInt(Integer::intValue).max().orElse(0));
  }

  /// @return `Probes: 9 connections to 2 servers, at most 5 to one; never more than 12`; empty when
  ///   there was at most one
  Optional<String> sentence() {
    if (connections <= 1) {
      return Optional.empty();
    }
    return Optional.of(
        counted(connections, "connection")
            + " to "
            + counted(servers, "server")
            + (servers > 1 ? ", at most " + most + " to one" : "")
            + "; never more than "
            + ServerProbes.MOST_CONNECTIONS
            + " to a server");
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("probing");
    json.writeNumberField("servers", servers);
    json.writeNumberField("connections", connections);
    json.writeNumberField("mostPerServer", most);
    json.writeNumberField("limitPerServer", ServerProbes.MOST_CONNECTIONS);
    json.writeEndObject();
  }
}
