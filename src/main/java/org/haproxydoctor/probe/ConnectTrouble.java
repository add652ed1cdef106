package org.haproxydoctor.probe;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// Tells the ways a connect can fail apart.
///
/// Java keeps errno to itself. Its exceptions' types tell ECONNREFUSED, EHOSTUNREACH and EACCES (a
/// `BindException`, of all things); for the others only the system's text is left, which is why
/// anything not recognised stays an ERROR with that text.
final class ConnectTrouble {
  private ConnectTrouble() {}

  /// @param e what `connect` threw
  static Word word(IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return switch (e) {
      case SocketTimeoutException _ -> Word.TIMEOUT;
      case NoRouteToHostException _ -> Word.UNREACHABLE;
      case ConnectException _ when text.contains("timed out") -> Word.TIMEOUT;
      case ConnectException _ -> Word.REFUSED;
      case BindException _ when text.contains("permission denied") -> Word.DENIED;
      default -> byText(text);
    };
  }

  private static Word byText(String text) {
    // A route of type blackhole answers EINVAL.
    boolean blackhole = text.equals("invalid argument");
    if (text.contains("unreachable") || text.contains("host is down") || blackhole) {
      return Word.UNREACHABLE;
    }
    if (text.contains("cannot assign requested") || text.contains("already in use")) {
      return Word.NO_LOCAL_ADDRESS;
    }
    if (text.contains("family unavailable") || text.contains("family not supported")) {
      return Word.NO_FAMILY;
    }
    if (text.contains("permission denied") || text.contains("operation not permitted")) {
      return Word.DENIED;
    }
    if (text.contains("reset")) {
      return Word.RESET;
    }
    // A UNIX socket that is not there: nobody listens, as with a closed port.
    return text.contains("no such file or directory") ? Word.REFUSED : Word.ERROR;
  }
}
