package org.haproxydoctor.probe;

import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.Stage;

/// Why a probe failed, as one phrase.
final class FailureWords {
  private FailureWords() {}

  static String of(ProbeResult result) {
    String because = result.detail().isEmpty() ? "" : ": " + result.detail();
    return switch (result.word()) {
      case OK -> "connected";
      case REFUSED -> "connection refused";
      case TIMEOUT -> timeout(result) + because + step(result);
      case UNREACHABLE -> "no way to the host" + because;
      case RESET -> "reset " + during(result.stage()) + step(result);
      case CLOSED -> "closed " + during(result.stage()) + step(result);
      case UNRESOLVED -> result.detail();
      case SOURCE_UNAVAILABLE -> result.detail();
      case NO_LOCAL_ADDRESS -> "this host has no address or port left to connect from" + because;
      case NO_FAMILY -> "this host has no such address family" + because;
      case DENIED -> "this host forbids the connection" + because;
      case TLS_FAILED -> "TLS handshake failed" + because;
      case NOT_HTTP -> "the answer is not HTTP" + because;
      case MISMATCH -> "came " + said(result) + step(result);
      case ERROR -> "failed " + during(result.stage()) + because;
    };
  }

  private static String step(ProbeResult result) {
    return result.reached().map(r -> ", at step " + r.step() + ": " + r.rule()).orElse("");
  }

  private static String said(ProbeResult result) {
    return result.speech().map(s -> "'" + s.words() + "'").orElse("something else");
  }

  private static String timeout(ProbeResult result) {
    String within = " within " + HaproxyDuration.forPeople(result.timings().total());
    return switch (result.stage()) {
      case LOOKUP -> "name not looked up" + within;
      case CONNECT -> "no connection" + within;
      case TLS -> "TLS handshake not done" + within;
      case SEND, FIRST_BYTE -> "no answer" + within;
      case BODY, DONE -> "answer not complete" + within;
    };
  }

  private static String during(Stage stage) {
    return switch (stage) {
      case LOOKUP -> "during the name lookup";
      case CONNECT -> "while connecting";
      case TLS -> "during the TLS handshake";
      case SEND -> "while sending the request";
      case FIRST_BYTE -> "before a byte of the answer";
      case BODY, DONE -> "inside the answer";
    };
  }
}
