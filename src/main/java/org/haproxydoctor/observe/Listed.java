package org.haproxydoctor.observe;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.Server;

/// One line of an overview: a frontend, a backend or a server.
public sealed interface Listed {

  record OfFrontend(Frontend frontend) implements Listed {}

  record OfBackend(Backend backend) implements Listed {}

  record OfServer(Server server) implements Listed {}

  /// What a line is about.
  enum Kind {
    FRONTEND,
    BACKEND,
    SERVER;

    /// @return as written on the command line
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  default Kind kind() {
    return switch (this) {
      case OfFrontend _ -> Kind.FRONTEND;
      case OfBackend _ -> Kind.BACKEND;
      case OfServer _ -> Kind.SERVER;
    };
  }

  /// @return the proxy's name, or `backend/server`
  default String name() {
    return switch (this) {
      case OfFrontend(Frontend frontend) -> frontend.name();
      case OfBackend(Backend backend) -> backend.name();
      case OfServer(Server server) -> server.ref().toString();
    };
  }

  /// @return the status as HAProxy wrote it
  default String status() {
    return switch (this) {
      case OfFrontend(Frontend frontend) -> frontend.status();
      case OfBackend(Backend backend) -> backend.status();
      case OfServer(Server server) -> server.status().raw();
    };
  }

  /// @return current sessions
  default OptionalLong sessions() {
    return switch (this) {
      case OfFrontend(Frontend frontend) -> frontend.sessions();
      case OfBackend(Backend backend) -> backend.sessions();
      case OfServer(Server server) -> server.sessions();
    };
  }

  /// @return requests waiting; a frontend has no queue
  default OptionalLong queued() {
    return switch (this) {
      case OfFrontend _ -> OptionalLong.empty();
      case OfBackend(Backend backend) -> backend.queued();
      case OfServer(Server server) -> server.queued();
    };
  }

  /// @return a server's effective weight
  default OptionalInt weight() {
    return switch (this) {
      case OfFrontend _, OfBackend _ -> OptionalInt.empty();
      case OfServer(Server server) -> OptionalInt.of(server.weight());
    };
  }

  /// @return since the status last changed
  default Optional<Duration> sinceChange() {
    return switch (this) {
      case OfFrontend _ -> Optional.empty();
      case OfBackend(Backend backend) -> backend.sinceChange();
      case OfServer(Server server) -> server.sinceChange();
    };
  }
}
