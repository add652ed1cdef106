package org.haproxydoctor.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Deadline;
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
  private final Map<String, String> values = new HashMap<>();
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
          lockout,
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
    startSurroundings(folder, cleanUp);
    for (Path template : templates()) {
      Path written = folder.path().resolve(String.valueOf(template.getFileName()));
      Files.writeString(written, ConfigTemplate.fill(template, Files.readString(template), values));
    }
    PrivateHaproxy running = PrivateHaproxy.launch(haproxy, folder);
    cleanUp.add(running::close);
    pid = running.pid();
    watchdog.follow(pid);
    running.awaitAnswer(deadline);
    Visitors visitors = new Visitors(Integer.parseInt(values.get("frontend.port")));
    act(running, visitors, folder);
    return folder;
  }

  /// Every file of the drill but the scenario lies beside the configuration when HAProxy starts.
  private List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(drill.folder())) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !f.endsWith("scenario.yaml"))
          .sorted()
          .toList();
    }
  }

  private void startSurroundings(DrillFolder folder, CleanUp cleanUp) throws IOException {
    for (Map.Entry<String, Behaviour> each : drill.servers().entrySet()) {
      FaultyServer server = FaultyServer.start(each.getValue());
      cleanUp.add(server::close);
      servers.put(each.getKey(), server);
      putAddress(each.getKey(), server.port());
    }
    SyslogFile log = SyslogFile.open(folder.log());
    cleanUp.add(log::close);
    putAddress("log", log.port());
    Nameserver nameserver = Nameserver.open(drill.names());
    cleanUp.add(nameserver::close);
    names = nameserver;
    putAddress("dns", nameserver.port());
    putAddress("frontend", freePort());
    putAddress("stats", freePort());
    values.put("dir", folder.path().toString());
    values.put("socket", folder.socket().toString());
    values.put(
        "unreachable", isolated ? Namespace.UNREACHABLE_INSIDE : Namespace.UNREACHABLE_ANYWHERE);
  }

  /// Up to the last point where something is waited for, everything happens in its order.
  ///
  /// @return what is left
  private List<StageAction> upToTheLastWait(
      PrivateHaproxy running, Visitors visitors, DrillFolder folder)
      throws IOException, InterruptedException {
    List<StageAction> stage = drill.stage();
    int done = 0;
    for (int i = 0; i < stage.size(); i++) {
      if (stage.get(i) instanceof StageAction.Await) {
        while (done <= i) {
          perform(stage.get(done++), running, visitors, folder);
        }
      }
    }
    return stage.subList(done, stage.size());
  }

  private void perform(
      StageAction action, PrivateHaproxy running, Visitors visitors, DrillFolder folder)
      throws IOException, InterruptedException {
    switch (action) {
      case StageAction.RuntimeLine(String line) ->
          running.command(
              ConfigTemplate.fill(drill.folder().resolve("scenario.yaml"), line, values), deadline);
      case StageAction.Await(Map<String, List<String>> settled) ->
          new Settling(settled).await(running, deadline);
      case StageAction.StopServer(String name) -> server(name).close();
      case StageAction.ChangeNames(Map<String, String> changed) ->
          Objects.requireNonNull(names).change(changed);
      case StageAction.SilenceNames _ -> Objects.requireNonNull(names).fallSilent();
      case StageAction.Requests(int number) -> visitors.come(number);
      case StageAction.KillHaproxy _ -> running.kill();
      case StageAction.ForbidSocket _ -> lockout = Lockout.from(folder.socket());
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

  // The state is waited for after the last command of an operator, so that clients and breakdowns
  // meet an HAProxy that has already noticed.
  private void act(PrivateHaproxy running, Visitors visitors, DrillFolder folder)
      throws IOException, InterruptedException {
    List<StageAction> rest = upToTheLastWait(running, visitors, folder);
    for (StageAction action : rest) {
      if (isBeforeSettling(action)) {
        perform(action, running, visitors, folder);
      }
    }
    new Settling(drill.settled()).await(running, deadline);
    for (StageAction action : rest) {
      if (!isBeforeSettling(action)) {
        perform(action, running, visitors, folder);
      }
    }
  }

  private static boolean isBeforeSettling(StageAction action) {
    return switch (action) {
      case StageAction.RuntimeLine _,
          StageAction.StopServer _,
          StageAction.ChangeNames _,
          StageAction.SilenceNames _ ->
          true;
      case StageAction.Await _,
          StageAction.Requests _,
          StageAction.KillHaproxy _,
          StageAction.ForbidSocket _ ->
          false;
    };
  }

  private void putAddress(String name, int port) {
    values.put(name, "127.0.0.1:" + port);
    values.put(name + ".port", Integer.toString(port));
  }

  // HAProxy wants a number; whoever takes the port in between makes it say so and fail.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
