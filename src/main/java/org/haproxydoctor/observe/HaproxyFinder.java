package org.haproxydoctor.observe;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.runtimeapi.HaproxyClient;
import org.haproxydoctor.runtimeapi.InvalidAddressException;
import org.haproxydoctor.runtimeapi.RuntimeApiException;

/// Finds the HAProxy to talk to: where the user says, else the environment, the user's
/// configuration file, what the running HAProxy's configuration says, and the usual paths.
final class HaproxyFinder {
  private static final String VARIABLE = "HAPROXY_DOCTOR_SOCKET";
  private static final List<String> USUAL =
      List.of(
          "/run/haproxy/admin.sock",
          "/var/run/haproxy/admin.sock",
          "/run/haproxy.sock",
          "/var/run/haproxy.sock",
          "/run/haproxy/haproxy.sock",
          "/var/lib/haproxy/stats");

  private final LookOptions options;
  private final Supplier<List<String>> configured;
  private final List<String> usual;

  /// @param configured the `stats socket` addresses of the running HAProxy's configuration; asked
  ///   only if needed
  HaproxyFinder(LookOptions options, Supplier<List<String>> configured) {
    this(options, configured, USUAL);
  }

  /// @param usual paths to try last, if they exist
  HaproxyFinder(LookOptions options, Supplier<List<String>> configured, List<String> usual) {
    this.options = options;
    this.configured = configured;
    this.usual = usual;
  }

  Connection find(Deadline deadline) {
    List<String> named;
    try {
      named = named();
    } catch (IOException unreadable) {
      return new Connection.Closed(userFileUnreadable(unreadable));
    }
    List<String> candidates = named.isEmpty() ? searched() : named;
    if (candidates.isEmpty()) {
      return new Connection.Closed(nothingFound());
    }
    Optional<SocketTrouble> first = Optional.empty();
    for (String address : candidates) {
      Connection connection = open(address, deadline);
      if (connection instanceof Connection.Closed(SocketTrouble trouble)) {
        first = first.or(() -> Optional.of(trouble));
      } else {
        return connection;
      }
    }
    return new Connection.Closed(first.orElseGet(HaproxyFinder::nothingFound));
  }

  private Connection open(String address, Deadline deadline) {
    try {
      HaproxyClient client = HaproxyClient.at(address);
      return new Connection.Open(client, client.info(deadline.within(options.timeout())));
    } catch (InvalidAddressException e) {
      return new Connection.Closed(
          new SocketTrouble(
              SocketTrouble.Kind.UNREACHABLE,
              address,
              String.valueOf(e.getMessage()),
              "write /path, host:port or http://host:port/stats"));
    } catch (RuntimeApiException e) {
      return new Connection.Closed(e.trouble());
    }
  }

  private List<String> named() throws IOException {
    if (!options.sockets().isEmpty()) {
      return options.sockets();
    }
    String variable = options.environment().getOrDefault(VARIABLE, "");
    return variable.isBlank() ? fromUserFile().map(List::of).orElse(List.of()) : List.of(variable);
  }

  private List<String> searched() {
    List<String> candidates = new ArrayList<>(configured.get());
    usual.stream()
        .filter(path -> Files.exists(Path.of(path)))
        .filter(path -> !candidates.contains(path))
        .forEach(candidates::add);
    return candidates;
  }

  /// `socket = ADDR` in `$XDG_CONFIG_HOME/haproxy-doctor.conf`.
  ///
  /// @throws IOException when the file is there and cannot be read: the HAProxy it names may be
  ///   another one than a search would find
  private Optional<String> fromUserFile() throws IOException {
    Map<String, String> env = options.environment();
    String home = env.getOrDefault("HOME", "");
    String folder = env.getOrDefault("XDG_CONFIG_HOME", home.isEmpty() ? "" : home + "/.config");
    if (!folder.startsWith("/")) {
      return Optional.empty();
    }
    Path file = Path.of(folder, "haproxy-doctor.conf");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8 text", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": permission denied", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read", e);
    }
    return Optional.ofNullable(properties.getProperty("socket"))
        .map(String::strip)
        .filter(socket -> !socket.isEmpty());
  }

  private static SocketTrouble userFileUnreadable(IOException why) {
    return new SocketTrouble(
        SocketTrouble.Kind.UNREACHABLE,
        "",
        String.valueOf(why.getMessage()),
        "make the file readable, or name the socket with --socket");
  }

  private static SocketTrouble nothingFound() {
    return new SocketTrouble(
        SocketTrouble.Kind.NO_SUCH_SOCKET,
        "",
        "found no Runtime API socket: no running HAProxy names one, and none is at the usual paths",
        "name it with --socket, or add 'stats socket /run/haproxy/admin.sock mode 660 level admin'"
            + " to the global section of haproxy.cfg and reload");
  }
}
