package org.haproxydoctor.probe.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.host.Family;
import org.haproxydoctor.model.host.Listener;
import org.haproxydoctor.model.host.Literal;
import org.haproxydoctor.model.host.Neighbour;
import org.haproxydoctor.model.host.NetworkFacts;
import org.haproxydoctor.model.host.NetworkFacts.Witness;
import org.haproxydoctor.model.host.PortRange;
import org.haproxydoctor.model.host.Ruling;

/// Asks this host's kernel about the connections to the servers in doubt. Reads only; what cannot
/// be read is left out, and named where it could have decided.
public final class NetworkReader {
  private static final Pattern USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

  private final Path proc;
  private final Path sys;
  private final Tool.Runner tools;

  public NetworkReader() {
    this(Path.of("/proc"), Path.of("/sys"), Tool::run);
  }

  NetworkReader(Path proc, Path sys, Tool.Runner tools) {
    this.proc = proc;
    this.sys = sys;
    this.tools = tools;
  }

  /// @param host what is known of this host already
  /// @param servers in doubt, by address literal and port
  /// @param pid of HAProxy itself, as this host counts; empty when not known
  public NetworkFacts read(
      HostFacts host, Collection<Endpoint> servers, OptionalLong pid, Deadline deadline) {
    Set<Endpoint> addresses =
        servers.stream()
            .filter(s -> Family.of(s.host()).isPresent())
            .map(s -> new Endpoint(Literal.of(s.host()), s.port()))
            .collect(Collectors.toSet());
    Map<Witness, String> unread = new EnumMap<>(Witness.class);
    SocketTable sockets = new SocketTable(addresses);
    if (!addresses.isEmpty()) {
      try {
        sockets.read(proc.resolve("net"), deadline);
      } catch (IOException e) {
        unread.put(Witness.SOCKETS, String.valueOf(e.getMessage()));
      }
    }
    List<Listener> here =
        addresses.stream().anyMatch(s -> host.owns(s.host())) ? sockets.listeners() : List.of();
    return new NetworkFacts(
        localPorts(),
        sockets.uses(),
        here,
        addresses.isEmpty() ? Map.of() : neighbours(addresses, deadline),
        addresses.isEmpty() ? Map.of() : rulings(host, addresses, pid, unread, deadline),
        new ProcFile(sys.resolve("fs/selinux/enforce")).text().strip().equals("1"),
        unread);
  }

  private Optional<PortRange> localPorts() {
    String[] ends =
        new ProcFile(proc.resolve("sys/net/ipv4/ip_local_port_range")).text().strip().split("\\s+");
    boolean numbers =
        ends.length == 2 && ends[0].matches("\\d{1,5}") && ends[1].matches("\\d{1,5}");
    return numbers
        ? Optional.of(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])))
        : Optional.empty();
  }

  private Map<String, Neighbour> neighbours(Set<Endpoint> servers, Deadline deadline) {
    return Neighbours.of(
        servers.stream().map(Endpoint::host).collect(Collectors.toSet()),
        Neighbours.ask(tools, deadline),
        new ProcFile(proc.resolve("net/arp")).lines(),
        new ProcFile(proc.resolve("net/route")).lines());
  }

  private Map<Endpoint, Ruling> rulings(
      HostFacts host,
      Set<Endpoint> servers,
      OptionalLong pid,
      Map<Witness, String> unread,
      Deadline deadline) {
    List<Firewall> firewalls = firewalls(unread, deadline);
    long user = pid.isPresent() ? user(pid.getAsLong()) : 0;
    Map<Endpoint, Ruling> rulings = new HashMap<>();
    for (Endpoint server : servers) {
      if (deadline.passed()) {
        unread.put(Witness.FIREWALL, "its rules could not be looked through in time");
        break;
      }
      boolean here = host.owns(server.host());
      Packet packet = new Packet(server, here, user);
      Packet ours = new Packet(server, here, user("self"));
      for (Firewall firewall : firewalls) {
        for (String hook : here ? List.of("output", "input") : List.of("output")) {
          Fate fate = firewall.fate(packet, hook);
          if (fate.denies()) {
            boolean only = hook.equals("output") && !firewall.fate(ours, hook).denies();
            rulings.putIfAbsent(
                server,
                new Ruling(
                    hook.equals("output"), fate.kind() == Fate.Kind.REJECTED, fate.rule(), only));
          }
        }
      }
    }
    return rulings;
  }

  /// Both kinds may be in use at once; one that says nothing denies nothing.
  private List<Firewall> firewalls(Map<Witness, String> unread, Deadline deadline) {
    List<Firewall> found = new ArrayList<>();
    Set<String> why = new TreeSet<>();
    try {
      found.add(NftRuleset.parse(tools.run(List.of("nft", "-j", "list", "ruleset"), deadline)));
    } catch (IOException e) {
      why.add(String.valueOf(e.getMessage()));
    }
    for (String program : List.of("iptables", "ip6tables")) {
      try {
        found.add(
            IptablesRules.parse(
                program, tools.run(List.of(program + "-save", "-t", "filter"), deadline)));
      } catch (IOException e) {
        why.add(String.valueOf(e.getMessage()));
      }
    }
    if (found.isEmpty()) {
      unread.put(Witness.FIREWALL, String.join("; ", why));
    }
    return found;
  }

  private long user(Object process) {
    Matcher uid =
        USER.matcher(new ProcFile(proc.resolve(process.toString()).resolve("status")).text());
    return uid.find() ? Long.parseLong(uid.group(1)) : 0;
  }
}
