package org.haproxydoctor.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.drill.DrillOutcome;
import org.jspecify.annotations.Nullable;

/// Brings a drill's fault about: backends first, then HAProxy, then what happens to it.
public final class DrillRun {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Drill drill;
  private final HaproxyBinary haproxy;
  private final boolean isolated;
  private final Deadline deadline = Deadline.in(PATIENCE);
  private Lockout lockout = Lockout.none();
  private long pid;
  private final Map<String, FaultyServer> servers = new HashMap<>();
  private @Nullable Nameserver names;

  /// @param isolated whether this process is in a [Namespace]
  public DrillRun(Drill drill, HaproxyBinary haproxy, boolean isolated) {
    this.drill = drill;
    this.haproxy = haproxy;
    this.isolated = isolated;
  }

  /// @throws CannotLookException when the fault could not be brought about; nothing is left behind
  public Rehearsal start() {
    CleanUp cleanUp = new CleanUp();
    boolean started = false;
    try {
      DrillFolder folder = stage(cleanUp);
      started = true;
      return new Rehearsal(
          drill,
          new DrillOutcome.Staged(haproxy.version(), pid, folder.path().toString()),
          folder,
          drill.site().outside() && isolated
              ? around -> Namespace.outside(lockout.around(around))
              : lockout::around,
          cleanUp);
    } catch (IOException e) {
      throw new CannotLookException(
          "the drill " + drill.name() + " cannot be staged: " + e.getMessage(), "try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotLookException("the drill was interrupted", "run it again");
    } finally {
      if (!started) {
        cleanUp.close();
      }
    }
  }

  private DrillFolder stage(CleanUp cleanUp) throws IOException, InterruptedException {
    DrillFolder folder = DrillFolder.create();
    cleanUp.add(folder::delete);
    Watchdog watchdog = Watchdog.over(folder.path());
    cleanUp.add(() -> {
      folder.delete();
      watchdog.dismiss();
    });
    Map<String, String> values = startSurroundings(folder, cleanUp);
    ConfigTemplate.fillAll(drill.folder(), folder.path(), values);
    PrivateHaproxy running = PrivateHaproxy.launch(haproxy, folder);
    cleanUp.add(running::close);
    pid = running.pid();
    watchdog.follow(pid);
    running.awaitAnswer(deadline);
    Visitors visitors = new Visitors(Integer.parseInt(values.get("frontend.port")));
    cleanUp.add(visitors::close);
    act(running, visitors, new Stage(folder, values, cleanUp, watchdog));
    visitors.keepComing(drill.traffic(), deadline);
    return folder;
  }

  private Map<String, String> startSurroundings(DrillFolder folder, CleanUp cleanUp)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    if (isolated) {
      for (String line : drill.site().network()) {
        new NetworkCommand(line).run();
      }
    }
    Map<String, TlsSpeaker> speakers = speakers(folder);
    for (Map.Entry<String, Behaviour> each : drill.servers().entrySet()) {
      String at = drill.site().addresses().getOrDefault(each.getKey(), "127.0.0.1");
      InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(at), 0);
      TlsSpeaker speaker = speakers.get(each.getKey());
      FaultyServer server =
          speaker == null
              ? FaultyServer.start(each.getValue(), address)
              : FaultyServer.start(each.getValue().withTls(), address, speaker);
      cleanUp.add(server::close);
      servers.put(each.getKey(), server);
      putAddress(values, each.getKey(), at, server.port());
    }
    SyslogFile log = SyslogFile.open(folder.log());
    cleanUp.add(log::close);
    putAddress(values, "log", log.port());
    Nameserver nameserver = Nameserver.open(drill.names());
    cleanUp.add(nameserver::close);
    names = nameserver;
    putAddress(values, "dns", nameserver.port());
    putAddress(values, "frontend", freePort());
    putAddress(values, "stats", freePort());
    values.put("dir", folder.path().toString());
    values.put("socket", folder.socket().toString());
    values.put(
        "unreachable", isolated ? Namespace.UNREACHABLE_INSIDE : Namespace.UNREACHABLE_ANYWHERE);
    return values;
  }

  private Map<String, TlsSpeaker> speakers(DrillFolder folder) throws IOException {
    Map<String, TlsSpeaker> speakers = new HashMap<>();
    if (!drill.tls().isEmpty()) {
      DrillAuthority authority = new DrillAuthority();
      authority.write(folder.path());
      drill.tls().forEach((name, manner) -> speakers.put(name, new DrillTls(manner, authority)));
    }
    return speakers;
  }

  private void act(PrivateHaproxy running, Visitors visitors, Stage stage)
      throws IOException, InterruptedException {
    StageOrder order = StageOrder.of(drill.stage());
    perform(order.inOrder(), running, visitors, stage);
    perform(order.changes(), running, visitors, stage);
    new Settling(drill.settled()).await(running, deadline);
    perform(order.encounters(), running, visitors, stage);
  }

  private void perform(
      List<StageAction> actions, PrivateHaproxy running, Visitors visitors, Stage stage)
      throws IOException, InterruptedException {
    for (StageAction action : actions) {
      switch (action) {
        case StageAction.RuntimeLine(String line) -> running.command(stage.fill(line), deadline);
        case StageAction.Network(String line) -> new NetworkCommand(stage.fill(line)).run();
        case StageAction.Hold(String server, int connections) ->
            stage.cleanUp().add(HeldConnections.to(stage.address(server), connections)::close);
        case StageAction.SpareFiles(int number) -> OpenFileLimit.lower(running.pid(), number);
        case StageAction.Await(Map<String, List<String>> settled) ->
            new Settling(settled).await(running, deadline);
        case StageAction.StopServer(String name) -> server(name).close();
        case StageAction.ChangeNames(Map<String, String> changed) ->
            Objects.requireNonNull(names).change(changed);
        case StageAction.SilenceNames _ -> Objects.requireNonNull(names).fallSilent(deadline);
        case StageAction.Requests(int number, String path) -> visitors.come(number, path);
        case StageAction.WentDown(String server, int times) ->
            Settling.awaitDown(running, server, times, deadline);
        case StageAction.KillHaproxy _ -> running.kill();
        case StageAction.ForbidSocket _ -> lockout = Lockout.from(stage.folder().socket());
        case StageAction.Stay(int clients) -> visitors.stay(clients);
        case StageAction.Edit(String from, String to) -> stage.edit(from, to);
        case StageAction.StartAgain(boolean replacing) -> startAgain(running, replacing, stage);
      }
    }
  }

  private FaultyServer server(String name) {
    FaultyServer server = servers.get(name);
    if (server == null) {
      throw new CannotLookException(
          "the drill " + drill.name() + " has no server '" + name + "'", "correct the scenario");
    }
    return server;
  }

  private void startAgain(PrivateHaproxy running, boolean replacing, Stage stage)
      throws IOException, InterruptedException {
    PrivateHaproxy next =
        replacing
            ? PrivateHaproxy.launch(haproxy, stage.folder(), "-sf", "" + running.pid())
            : PrivateHaproxy.launch(haproxy, stage.folder());
    stage.cleanUp().add(next::close);
    stage.watchdog().follow(next.pid());
    next.awaitAnswer(deadline);
    new Settling(drill.settled()).await(next, deadline);
  }

  /// What has been set up so far.
  private record Stage(
      DrillFolder folder, Map<String, String> values, CleanUp cleanUp, Watchdog watchdog) {
    void edit(String from, String to) throws IOException {
      String text = Files.readString(folder.config());
      String filled = fill(from);
      if (!text.contains(filled)) {
        throw new IOException("the configuration does not say '" + filled + "'");
      }
      Files.writeString(folder.config(), text.replace(filled, fill(to)));
    }

    String fill(String line) {
      return ConfigTemplate.fill(folder.config(), line, values);
    }

    InetSocketAddress address(String server) {
      String[] parts = fill("${" + server + "}").split(":", 2);
      return new InetSocketAddress(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  private static void putAddress(Map<String, String> values, String name, int port) {
    putAddress(values, name, "127.0.0.1", port);
  }

  private static void putAddress(Map<String, String> values, String name, String at, int port) {
    values.put(name, new Endpoint(at, port).toString());
    values.put(name + ".port", Integer.toString(port));
  }

  // HAProxy wants a number; whoever takes the port in between makes it say so and fail.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
