package org.haproxydoctor.runtimeapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.CheckSwitches;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;

/// Reads `show servers state` (management guide, same heading; format 1, columns by header), and
/// the server-state files that were made of it.
public final class ServersStateParser {
  private ServersStateParser() {}

  /// @return the servers in HAProxy's order
  public static Map<ServerRef, ServerState> parse(String answer) {
    BlankTable table = BlankTable.parse(answer);
    Map<ServerRef, ServerState> states = new LinkedHashMap<>();
    for (String[] row : table.rows()) {
      ServerRef ref = new ServerRef(table.text(row, "be_name"), table.text(row, "srv_name"));
      if (!ref.backend().isEmpty() && !ref.server().isEmpty()) {
        states.put(ref, state(ref, table, row));
      }
    }
    return states;
  }

  private static ServerState state(ServerRef ref, BlankTable table, String[] row) {
    return new ServerState(
        ref,
        number(table, row, "srv_op_state").orElse(0),
        AdminFlag.of(number(table, row, "srv_admin_state").orElse(0)),
        number(table, row, "srv_uweight").orElse(1),
        number(table, row, "srv_iweight").orElse(1),
        present(table, row, "srv_addr")
            .map(host -> new Endpoint(host, port(number(table, row, "srv_port")))),
        present(table, row, "srv_fqdn"),
        present(table, row, "srvrecord"),
        positive(port(number(table, row, "srv_check_port"))),
        present(table, row, "srv_check_addr"),
        present(table, row, "srv_use_ssl").map(v -> v.equals("1")),
        new CheckSwitches(
            number(table, row, "srv_check_state"),
            number(table, row, "srv_agent_state"),
            positive(port(number(table, row, "srv_agent_port"))),
            present(table, row, "srv_agent_addr")));
  }

  private static OptionalInt number(BlankTable table, String[] row, String column) {
    return Numbers.small(table.text(row, column));
  }

  private static int port(OptionalInt number) {
    return number.isPresent() && number.getAsInt() <= 65535 ? number.getAsInt() : 0;
  }

  private static OptionalInt positive(int port) {
    return port > 0 ? OptionalInt.of(port) : OptionalInt.empty();
  }

  private static Optional<String> present(BlankTable table, String[] row, String column) {
    return Optional.of(table.text(row, column)).filter(Predicate.not(String::isEmpty));
  }
}
