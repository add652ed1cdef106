package org.haproxydoctor.diagnose;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyProcess;
import org.haproxydoctor.model.HostFacts;
import org.haproxydoctor.model.host.Listener;
import org.haproxydoctor.model.host.Neighbour;
import org.haproxydoctor.model.host.NetworkFacts;
import org.haproxydoctor.model.host.NetworkFacts.Witness;
import org.haproxydoctor.model.host.OpenFiles;
import org.haproxydoctor.model.host.PortRange;
import org.haproxydoctor.model.host.Ruling;
import org.haproxydoctor.model.host.SocketUse;

/// Writes down for tests what the kernel of HAProxy's host tells of the way to 10.0.0.1:8080.
public final class Kernel {
  private static final Endpoint SERVER = new Endpoint("10.0.0.1", 8080);

  private final Set<String> addresses;
  private final List<HaproxyProcess> processes = new ArrayList<>();
  private final Map<Endpoint, SocketUse> uses = new HashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Map<String, Neighbour> neighbours = new HashMap<>();
  private final Map<Endpoint, Ruling> rulings = new HashMap<>();
  private final List<OpenFiles> files = new ArrayList<>();
  private final Map<Witness, String> unread = new HashMap<>();
  private boolean selinux;

  private Kernel(Set<String> addresses) {
    this.addresses = addresses;
  }

  /// @param addresses of this host
  public static Kernel of(String... addresses) {
    return new Kernel(Set.of(addresses));
  }

  public Kernel uses(int sockets, int timeWait) {
    uses.put(SERVER, new SocketUse(sockets, timeWait));
    return this;
  }

  public Kernel listens(String address, int waiting) {
    listeners.add(new Listener(address, SERVER.port(), waiting));
    return this;
  }

  public Kernel neighbour(String state, boolean silent) {
    neighbours.put(SERVER.host(), new Neighbour(SERVER.host(), false, silent, state));
    return this;
  }

  public Kernel gateway(String state, boolean silent) {
    neighbours.put(SERVER.host(), new Neighbour("10.9.9.1", true, silent, state));
    return this;
  }

  public Kernel denies(boolean outgoing, boolean rejects, boolean haproxyOnly) {
    rulings.put(SERVER, new Ruling(outgoing, rejects, "rule 7 in chain x", haproxyOnly));
    return this;
  }

  public Kernel process(long pid, int open, long limit) {
    processes.add(new HaproxyProcess(pid, List.of()));
    files.add(new OpenFiles(pid, open, limit));
    return this;
  }

  public Kernel process(long pid, int open, long limit, Instant started) {
    processes.add(new HaproxyProcess(pid, List.of()).from(0, Optional.of(started)));
    files.add(new OpenFiles(pid, open, limit));
    return this;
  }

  public Kernel selinux() {
    selinux = true;
    return this;
  }

  public Kernel cannotRead(Witness witness, String why) {
    unread.put(witness, why);
    return this;
  }

  HostFacts facts() {
    return new HostFacts(
        addresses,
        processes,
        files,
        new NetworkFacts(
            Optional.of(new PortRange(32768, 33767)),
            uses,
            listeners,
            neighbours,
            rulings,
            selinux,
            unread));
  }
}
