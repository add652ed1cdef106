package org.haproxydoctor.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.Configuration;
import org.haproxydoctor.model.Endpoint;
import org.haproxydoctor.model.HaproxyVersion;
import org.haproxydoctor.model.check.AnswerLimits;

/// The `global` section, as far as it concerns checks and the Runtime API (configuration manual,
/// section 3).
final class GlobalSettings {
  private final Environment environment;
  private final Problems problems;
  private final List<String> statsSockets = new ArrayList<>();
  private final Map<String, String> tlsDefaults = new HashMap<>();
  private final List<ConfigLine> external = new ArrayList<>();
  private Optional<String> caBase = Optional.empty();
  private Optional<String> crtBase = Optional.empty();
  private boolean verifyServers = true;
  private Optional<Integer> maxHeaders = Optional.empty();
  private Optional<Integer> buffer = Optional.empty();
  private Optional<String> stateBase = Optional.empty();
  private Optional<String> stateFile = Optional.empty();
  private Optional<ConfigLine> maxconn = Optional.empty();
  private Optional<Path> chroot = Optional.empty();

  GlobalSettings(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  void take(Statement statement) {
    switch (statement.keyword()) {
      case "setenv" -> {
        if (isAssignment(statement)) {
          environment.set(statement.word(1), statement.word(2));
        }
      }
      case "presetenv" -> {
        if (isAssignment(statement)) {
          environment.preset(statement.word(1), statement.word(2));
        }
      }
      case "unsetenv" -> environment.unset(statement.from(1));
      case "localpeer" -> environment.set(OwnVariables.LOCAL_PEER, statement.word(1));
      case "resetenv" -> environment.keepOnly(statement.from(1));
      case "stats" -> {
        if (statement.word(1).equals("socket")) {
          addSockets(statement.word(2));
        }
      }
      case "external-check", "insecure-fork-wanted" -> external.add(statement.line());
      case "chroot" -> {
        external.add(statement.line());
        chroot = path(statement.word(1));
      }
      case "ca-base" -> caBase = Optional.of(statement.word(1));
      case "crt-base" -> crtBase = Optional.of(statement.word(1));
      case "server-state-base" -> stateBase = Optional.of(statement.word(1));
      case "server-state-file" -> stateFile = Optional.of(statement.word(1));
      case "ssl-server-verify" -> verifyServers = !statement.word(1).equals("none");
      case "tune.http.maxhdr" -> maxHeaders = Sizes.parse(statement.word(1));
      case "maxconn" -> maxconn = Optional.of(statement.line());
      case "tune.bufsize" -> buffer = Sizes.parse(statement.word(1));
      case "ssl-default-server-options" -> tlsDefaults(statement.from(1));
      case "ssl-default-server-ciphers" -> tlsDefaults.put("ciphers", statement.word(1));
      case "ssl-default-server-ciphersuites" -> tlsDefaults.put("ciphersuites", statement.word(1));
      case "ssl-default-server-curves" -> tlsDefaults.put("curves", statement.word(1));
      default -> {}
    }
  }

  private boolean isAssignment(Statement statement) {
    boolean complete = statement.words().size() == 3;
    if (!complete) {
      problems.add(statement.line(), statement.keyword() + " wants a name and a value");
    }
    return complete;
  }

  private void addSockets(String addresses) {
    for (String text : addresses.split(",", -1)) {
      ServerAddress address = ServerAddress.parse(text);
      Endpoint endpoint = address.endpoint();
      if (address.exotic().isPresent() || address.trouble().isPresent()) {
        continue;
      }
      if (endpoint.isUnix()) {
        statsSockets.add(endpoint.host());
      } else if (endpoint.port() > 0) {
        String host = endpoint.host();
        String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        statsSockets.add(new Endpoint(reachable, endpoint.port()).toString());
      }
    }
  }

  private void tlsDefaults(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if ((word.equals("ssl-min-ver") || word.equals("ssl-max-ver")) && i + 1 < words.size()) {
        tlsDefaults.put(word, words.get(++i));
      } else {
        TlsVersions.apply(word, w -> tlsDefaults.put(w, w));
      }
    }
  }

  List<String> statsSockets() {
    return List.copyOf(statsSockets);
  }

  Configuration.Global facts() {
    return new Configuration.Global(maxconn, chroot);
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// @return the lines that decide whether, and where, a script may be started
  List<ConfigLine> externalChecks() {
    return List.copyOf(external);
  }

  boolean verifyServers() {
    return verifyServers;
  }

  /// @param version empty when not known: then as the newest ones do
  AnswerLimits answerLimits(Optional<HaproxyVersion> version) {
    AnswerLimits usual = AnswerLimits.usual();
    return new AnswerLimits(
        // The end of the head takes one of the places.
        maxHeaders.map(m -> m - 1).orElse(usual.maxHeaders()),
        buffer.orElse(usual.buffer()),
        version.filter(v -> v.isBefore(2, 6)).isPresent(),
        version.filter(v -> v.isBefore(3, 0)).isPresent());
  }

  /// @return a value of `ssl-default-server-options`
  Optional<String> tlsDefault(String name) {
    return Optional.ofNullable(tlsDefaults.get(name));
  }

  /// @return the file, below `ca-base` when it is not absolute
  String caFile(String file) {
    return below(caBase, file);
  }

  /// @return the file, below `crt-base` when it is not absolute
  String crtFile(String file) {
    return below(crtBase, file);
  }

  /// @return the file for all sections, below `server-state-base` when it is not absolute
  Optional<String> stateFile() {
    return stateFile.map(this::belowStateBase);
  }

  String belowStateBase(String file) {
    return below(stateBase, file);
  }

  private static String below(Optional<String> base, String file) {
    if (file.startsWith("/") || file.startsWith("@")) {
      return file;
    }
    return base.map(b -> b + "/" + file).orElse(file);
  }
}
