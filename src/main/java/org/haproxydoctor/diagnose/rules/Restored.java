package org.haproxydoctor.diagnose.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.Configuration.BackendConfig;
import org.haproxydoctor.model.Configuration.ServerConfig;
import org.haproxydoctor.model.Configuration.StateFileUse;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.StateFile;
import org.haproxydoctor.observe.Observed;
import org.haproxydoctor.observe.ServerCase;

/// What a server brought along from its state file when HAProxy started.
///
/// Two things tell a restored state from one that someone set since: its age, which HAProxy takes
/// from the file and which then goes back to before its own start; and the file itself, when it was
/// written before that start (seen on 2.2 to 3.4).
///
/// @param use the line that has the file loaded
/// @param file what is in it; empty when it cannot be read
record Restored(ServerCase server, StateFileUse use, Optional<StateFile> file) {
  /// `lastchg` and the uptime are whole seconds of two questions.
  private static final Duration BLUR = Duration.ofSeconds(2);

  /// @return empty when the server's section loads no state file
  static Optional<Restored> of(ServerCase server) {
    return server
        .backendConfig()
        .flatMap(BackendConfig::stateFile)
        .map(use ->
            new Restored(
                server,
                use,
                Optional.ofNullable(server.all().stateFiles().get(use.path()))
                    .flatMap(Observed::value)));
  }

  /// @return the server as the file has it, when the file is from before HAProxy's start
  private Optional<ServerState> written() {
    return file.filter(f -> uptime().map(up -> f.age().plus(BLUR).compareTo(up) >= 0).orElse(true))
        .flatMap(f -> Optional.ofNullable(f.servers().get(server.ref())));
  }

  private Optional<Duration> uptime() {
    return server.all().process().value().flatMap(p -> p.uptime());
  }

  /// @return how long ago the state last changed, less the time that HAProxy has been up
  private Optional<Duration> before() {
    return server.server().sinceChange().flatMap(since -> uptime().map(since::minus));
  }

  private boolean isOlderThanTheProcess() {
    return before().filter(d -> d.compareTo(BLUR) > 0).isPresent();
  }

  private boolean changedSince() {
    return before().filter(d -> d.plus(BLUR).isNegative()).isPresent();
  }

  /// @return whether the maintenance that the server is in came from the file
  boolean maintenance() {
    boolean noted = written().map(s -> s.admin().contains(AdminFlag.FMAINT)).orElse(false);
    return !changedSince() && (noted || (file.isEmpty() && isOlderThanTheProcess()));
  }

  /// @return whether the file has the drain, or the weight of 0, that the server has now
  boolean emptied() {
    return written()
        .filter(s -> s.userWeight() == 0 || s.admin().contains(AdminFlag.FDRAIN))
        .isPresent();
  }

  /// @return whether the server is DOWN because the file had it so, and nothing checks it since
  boolean down() {
    boolean noted = written().filter(s -> s.operState() == 0 && s.admin().isEmpty()).isPresent();
    return !changedSince() && (noted || (file.isEmpty() && isOlderThanTheProcess()));
  }

  /// HAProxy takes the port from the file even when the configuration names another one, and the
  /// address from the configuration (seen on 2.0 to 3.4).
  ///
  /// @return the configured address, when the file made HAProxy use another port
  Optional<Endpoint> otherPort() {
    Optional<Integer> running = server.server().address().map(Endpoint::port);
    Optional<Integer> noted = written().flatMap(ServerState::address).map(Endpoint::port);
    return server
        .configured()
        .map(ServerConfig::address)
        .filter(a -> a.port() > 0 && running.isPresent() && running.equals(noted))
        .filter(a -> running.get() != a.port());
  }

  /// @param column of the file that is to blame
  List<Evidence> evidence(String column) {
    List<Evidence> evidence = new ArrayList<>();
    if (isOlderThanTheProcess()) {
      evidence.add(
          Evidence.stat(
              server.ref(),
              "lastchg",
              HaproxyDuration.forPeople(server.server().sinceChange().orElse(Duration.ZERO))
                  + ", HAProxy is up "
                  + HaproxyDuration.forPeople(uptime().orElse(Duration.ZERO))));
    }
    written()
        .map(s ->
            switch (column) {
              case "srv_admin_state" -> s.admin().toString();
              case "srv_uweight" -> "" + s.userWeight();
              case "srv_op_state" -> "" + s.operState();
              default -> s.address().map(a -> "" + a.port()).orElse("");
            })
        .map(value ->
            new Evidence(
                Evidence.Witness.HOST,
                "state file",
                server.ref().toString(),
                column,
                value
                    + ", written "
                    + file.map(StateFile::age).map(HaproxyDuration::forPeople).orElse("")
                    + " ago"))
        .ifPresent(evidence::add);
    evidence.add(Lines.evidence(server.ref(), use.line()));
    return evidence;
  }
}
