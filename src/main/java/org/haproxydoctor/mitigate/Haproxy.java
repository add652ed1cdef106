package org.haproxydoctor.mitigate;

import java.util.Map;
import java.util.Optional;
import org.haproxydoctor.model.CliLevel;
import org.haproxydoctor.model.Proxies;
import org.haproxydoctor.model.ServerRef;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.runtimeapi.Command;

/// The HAProxy that is changed. Every method throws [NoAnswerException] when it gives no whole
/// answer.
public interface Haproxy {
  /// @return the socket's address
  String address();

  ProcessIdentity process();

  Map<ServerRef, ServerState> states();

  Proxies proxies();

  /// @return what the socket may do; empty when it does not tell
  Optional<CliLevel> level();

  /// @return its words, blank when it had nothing to say, which is how it says yes
  String send(Command command);

  /// It gave no whole answer: what was sent may have been done or not.
  final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoAnswerException(String what, Throwable cause) {
      super(what, cause);
    }

    public String what() {
      return String.valueOf(getMessage());
    }
  }
}
