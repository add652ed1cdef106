package org.haproxydoctor.probe.host;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.host.Family;
import org.haproxydoctor.model.host.Literal;
import org.haproxydoctor.model.host.Neighbour;

/// Whether the hosts on the same link answer: `ip neigh`, or else `/proc/net/arp`, which knows IPv4
/// only.
final class Neighbours {
  private static final Set<String> SILENT = Set.of("FAILED", "INCOMPLETE");

  /// Nobody was asked: these say nothing of the host.
  private static final Set<String> WRITTEN = Set.of("NOARP", "PERMANENT", "NONE");

  /// `10.0.0.2 dev eth0 lladdr 52:54:00:12:35:02 router REACHABLE`
  private static final Pattern LINE = Pattern.compile("^(\\S+) dev (\\S+)(?: .*)? ([A-Z]+) *$");

  /// Bit of `/proc/net/arp`'s flags: the link address is known (`ATF_COM`, linux/if_arp.h).
  private static final int COMPLETE = 0x2;

  private static final int ROUTE_FIELDS = 8;
  private static final int GATEWAY = 0x2;
  private static final int UP = 0x1;

  private Neighbours() {}

  /// @param ip what `ip neigh` says; empty when there is none
  /// @param arp the lines of `/proc/net/arp`
  /// @param routes the lines of `/proc/net/route`
  static Map<String, Neighbour> of(
      Collection<String> servers, String ip, List<String> arp, List<String> routes) {
    Map<String, String> states = new HashMap<>(fromArp(arp));
    ip.lines()
        .map(LINE::matcher)
        .filter(Matcher::find)
        .forEach(m -> states.put(Literal.of(m.group(1)), m.group(3)));
    Map<String, Neighbour> found = new HashMap<>();
    for (String server : servers) {
      Optional<String> gateway = gateway(server, routes);
      String address = gateway.orElse(server);
      String state = states.get(address);
      if (state != null && !WRITTEN.contains(state)) {
        found.put(
            server, new Neighbour(address, gateway.isPresent(), SILENT.contains(state), state));
      }
    }
    return found;
  }

  /// @return empty also when there is no such program, or it does not answer
  static String ask(Tool.Runner tools, Deadline deadline) {
    try {
      return tools.run(List.of("ip", "neigh", "show", "nud", "all"), deadline);
    } catch (IOException e) {
      return "";
    }
  }

  /// `IP address HW type Flags HW address Mask Device`
  private static Map<String, String> fromArp(List<String> lines) {
    Map<String, String> states = new HashMap<>();
    for (String line : lines) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length >= ROUTE_FIELDS - 2 && fields[2].startsWith("0x")) {
        int flags = Integer.decode(fields[2]);
        states.put(fields[0], (flags & COMPLETE) == 0 ? "INCOMPLETE" : "known");
      }
    }
    return states;
  }

  /// The next hop by the longest prefix: `Iface Destination Gateway Flags RefCnt Use Metric Mask`,
  /// addresses as numbers of this machine. Policy routing is not looked at.
  private static Optional<String> gateway(String server, List<String> routes) {
    if (Family.of(server).filter(f -> f == Family.IPV4).isEmpty()) {
      return Optional.empty();
    }
    long target = MachineNumber.of(server);
    long longest = -1;
    String hop = "";
    for (String line : routes) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length >= ROUTE_FIELDS && fields[1].matches("[0-9A-F]{8}")) {
        long mask = HexFormat.fromHexDigitsToLong(fields[7]);
        int flags = HexFormat.fromHexDigits(fields[3]);
        boolean leads = (target & mask) == HexFormat.fromHexDigitsToLong(fields[1]);
        int length = Long.bitCount(mask);
        if (leads && (flags & UP) != 0 && length > longest) {
          longest = length;
          hop = (flags & GATEWAY) == 0 ? "" : MachineNumber.text(fields[2]);
        }
      }
    }
    return Optional.of(hop).filter(h -> !h.isEmpty());
  }
}
