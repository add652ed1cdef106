package org.haproxydoctor.diagnose.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.haproxydoctor.model.check.CheckExchange.ConnectOnly;
import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Stage;
import org.haproxydoctor.model.check.ProbeResult.Word;
import org.haproxydoctor.model.check.Variation.Kind;

/// Whether a server's port speaks TLS or in clear, by what our probes heard from it.
final class Tongue {
  private static final int BAD_REQUEST = 400;

  private Tongue() {}

  /// @return whether TLS is spoken where the check speaks in clear: a handshake succeeds or is
  ///   refused in TLS, or the answer in clear is itself a TLS record
  static boolean isTls(CheckFailure failing) {
    return failing.result().filter(Tongue::isTls).isPresent()
        || failing.tried(Kind.WITH_TLS).anyMatch(v -> isTls(v.replay().result()));
  }

  /// A refusal, such as of a handshake without server name, is an alert: a TLS record as well.
  private static boolean isTls(ProbeResult result) {
    String received = result.received();
    return result.tls().isPresent()
        || received.startsWith("\\x15\\x03")
        || received.startsWith("\\x16\\x03");
  }

  /// @return whether the check's handshake fails and the very same port answers in clear
  static boolean isClear(CheckFailure failing) {
    Optional<ProbeResult> handshake =
        failing.result().filter(r -> r.stage() == Stage.TLS).filter(Predicate.not(Tongue::isTls));
    if (handshake.isEmpty()) {
      return false;
    }
    // A port that speaks TLS refuses a request in clear with 400, but not after a handshake that
    // was left hanging.
    boolean hung = handshake.get().word() == Word.TIMEOUT;
    return isText(handshake.get())
        || failing
            .variation(Kind.WITHOUT_TLS)
            .filter(r -> passes(r) || answers(r.result(), hung))
            .isPresent();
  }

  /// Without a request, passing in clear only says that the port is open.
  private static boolean passes(CheckReplay inClear) {
    return inClear.passed() && !(inClear.spec().exchange() instanceof ConnectOnly);
  }

  private static boolean answers(ProbeResult inClear, boolean also400) {
    Optional<Integer> status = inClear.http().map(HttpAnswer::status);
    return status.map(s -> also400 || s != BAD_REQUEST).orElseGet(() -> isText(inClear));
  }

  /// @return whether the first bytes are text: TLS records begin with a control character
  private static boolean isText(ProbeResult result) {
    String received = result.received();
    boolean printable =
        !received.isEmpty() && received.charAt(0) != '\\' && received.charAt(0) >= ' ';
    return printable
        || result.detail().toLowerCase(Locale.ROOT).contains("unrecognized ssl message");
  }
}
