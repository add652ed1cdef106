package org.haproxydoctor.probe.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.host.Listener;
import org.haproxydoctor.model.host.Literal;
import org.haproxydoctor.model.host.SocketUse;

/// `/proc/net/tcp` and `/proc/net/tcp6` (`proc_net_tcp(5)`): who is connected to the servers, and
/// who listens on their ports here.
final class SocketTable {
  private static final int LISTEN = 0x0A;
  private static final int TIME_WAIT = 0x06;
  private static final int FIELDS = 5;

  private final Set<Endpoint> servers;
  private final Set<Integer> ports;
  private final Map<Endpoint, SocketUse> uses = new HashMap<>();
  private final List<Listener> listeners = new ArrayList<>();

  /// @param servers by address literal and port; sockets that have nothing to do with them are
  ///   passed over
  SocketTable(Collection<Endpoint> servers) {
    this.servers = Set.copyOf(servers);
    this.ports = servers.stream().map(Endpoint::port).collect(Collectors.toSet());
  }

  /// @throws IOException when a table that is there cannot be read to its end
  void read(Path net, Deadline deadline) throws IOException {
    new ProcFile(net.resolve("tcp")).each(deadline, this::take);
    ProcFile six = new ProcFile(net.resolve("tcp6"));
    // Without IPv6 in the kernel there is no such table.
    if (!six.text().isEmpty()) {
      six.each(deadline, this::take);
    }
  }

  Map<Endpoint, SocketUse> uses() {
    return uses;
  }

  List<Listener> listeners() {
    return listeners;
  }

  /// `sl local remote st tx_queue:rx_queue …`, numbers in hex.
  private void take(String line) {
    String[] fields = line.strip().split("\\s+", FIELDS + 1);
    if (fields.length < FIELDS || !fields[0].endsWith(":")) {
      return;
    }
    try {
      int state = HexFormat.fromHexDigits(fields[3]);
      if (state == LISTEN) {
        listener(fields);
      } else if (ports.contains(port(fields[2]))) {
        Endpoint server = new Endpoint(address(fields[2]), port(fields[2]));
        if (servers.contains(server)) {
          uses.merge(
              server,
              SocketUse.none().plus(state == TIME_WAIT),
              (before, _) -> before.plus(state == TIME_WAIT));
        }
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      // Not a line of such a table.
    }
  }

  private void listener(String[] fields) throws UnknownHostException {
    int port = port(fields[1]);
    if (ports.contains(port)) {
      int waiting = HexFormat.fromHexDigits(fields[4].substring(fields[4].indexOf(':') + 1));
      listeners.add(new Listener(address(fields[1]), port, waiting));
    }
  }

  private static int port(String field) {
    return HexFormat.fromHexDigits(field.substring(field.indexOf(':') + 1));
  }

  /// Each 32 bits are printed as a number of this machine.
  private static String address(String field) throws UnknownHostException {
    byte[] printed = HexFormat.of().parseHex(field.substring(0, field.indexOf(':')));
    ByteBuffer numbers = ByteBuffer.wrap(printed);
    ByteBuffer bytes = ByteBuffer.allocate(printed.length).order(ByteOrder.nativeOrder());
    while (numbers.remaining() >= Integer.BYTES) {
      bytes.putInt(numbers.getInt());
    }
    return Literal.of(InetAddress.getByAddress(bytes.array()));
  }
}
