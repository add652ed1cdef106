package org.haproxydoctor.probe;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.haproxydoctor.model.ForeignRegex;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Dialogue.Expect;
import org.haproxydoctor.model.check.Dialogue.Kind;
import org.haproxydoctor.model.check.Speech.Refusal;

/// Decides on an expectation as HAProxy does (`tcpcheck_eval_expect()` and the protocols' own
/// functions, src/tcpcheck.c; seen on 2.2 to 3.4).
final class DialogueJudge {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int SPOP_AGENT_HELLO = 101;

  private DialogueJudge() {}

  /// What an expectation makes of what has come so far.
  ///
  /// @param refusal what the server said against it, in the protocols whose packets are understood
  record Verdict(Outcome outcome, Optional<Refusal> refusal) {
    static final Verdict MET = new Verdict(Outcome.MET, Optional.empty());
    static final Verdict UNMET = new Verdict(Outcome.UNMET, Optional.empty());
    static final Verdict WAIT = new Verdict(Outcome.WAIT, Optional.empty());
  }

  enum Outcome {
    MET,
    UNMET,
    /// More may still change it.
    WAIT
  }

  /// @param heard everything since the last thing sent, one character for each byte
  /// @param over whether nothing more will come
  static Verdict judge(Dialogue dialogue, Expect expect, String heard, boolean over) {
    boolean last = over || heard.length() >= dialogue.buffer();
    if (!last) {
      boolean shorter = expect.kind() == Kind.BYTES && heard.length() < expect.pattern().length();
      boolean few = expect.decisive().filter(d -> heard.length() < d).isPresent();
      if (shorter || few) {
        return Verdict.WAIT;
      }
    }
    return switch (expect.kind()) {
      case BYTES -> matched(expect, Optional.of(heard.contains(expect.pattern())), last);
      case REGEX -> matched(expect, ForeignRegex.matches(expect.pattern(), heard), last);
      case HEX_REGEX ->
          matched(expect, ForeignRegex.matches(expect.pattern(), digits(heard)), last);
      case MYSQL_GREETING -> packet(heard, 0, last);
      case MYSQL_RESULT -> packet(heard, packetEnd(heard, 0), last);
      case LDAP_BIND -> bind(heard);
      case SPOP_HELLO -> hello(heard, last);
      case COMPUTED -> Verdict.MET;
    };
  }

  /// @param found empty when our engine does not understand the pattern: then it is taken as met
  private static Verdict matched(Expect expect, Optional<Boolean> found, boolean last) {
    if (found.isEmpty()) {
      return Verdict.MET;
    }
    if (!found.get() && !last && expect.decisive().isEmpty()) {
      return Verdict.WAIT;
    }
    return found.get() == expect.negated() ? Verdict.UNMET : Verdict.MET;
  }

  private static String digits(String heard) {
    return HEX.formatHex(heard.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static int packetEnd(String heard, int from) {
    return heard.length() < from + 3
        ? heard.length()
        : from
            + 4
            + (heard.charAt(from) | heard.charAt(from + 1) << 8 | heard.charAt(from + 2) << 16);
  }

  private static Verdict packet(String heard, int from, boolean last) {
    boolean complete = heard.length() >= from + 4 && heard.length() >= packetEnd(heard, from);
    if (!complete) {
      return last ? Verdict.UNMET : Verdict.WAIT;
    }
    return RefusalReader.mysql(heard, from)
        .map(r -> new Verdict(Outcome.UNMET, Optional.of(r)))
        .orElse(Verdict.MET);
  }

  /// RFC 4511, section 4.2.2, read with as little understanding of ASN.1 as HAProxy has: message 1,
  /// a bind's answer, and in it the result.
  private static Verdict bind(String heard) {
    int extra = lengthBytes(heard, 1);
    if (extra > 4 || !heard.startsWith("\u0002\u0001\u0001a", 2 + extra)) {
      return Verdict.UNMET;
    }
    extra += lengthBytes(heard, 6 + extra);
    int result = 7 + extra;
    if (extra > 8 || !heard.startsWith("\n\u0001", result) || heard.length() <= result + 2) {
      return Verdict.UNMET;
    }
    int code = heard.charAt(result + 2);
    return code == 0
        ? Verdict.MET
        : new Verdict(Outcome.UNMET, Optional.of(RefusalReader.ldap(code)));
  }

  /// @return how many bytes beyond the first the length at this place takes
  private static int lengthBytes(String heard, int at) {
    return at < heard.length() && heard.charAt(at) >= 0x80 ? heard.charAt(at) & 0x7F : 0;
  }

  private static Verdict hello(String heard, boolean last) {
    if (heard.length() < 4) {
      return last ? Verdict.UNMET : Verdict.WAIT;
    }
    long length =
        (long) heard.charAt(0) << 24
            | heard.charAt(1) << 16
            | heard.charAt(2) << 8
            | heard.charAt(3);
    if (!last && heard.length() < 4 + length) {
      return Verdict.WAIT;
    }
    return heard.length() > 4 && heard.charAt(4) == SPOP_AGENT_HELLO ? Verdict.MET : Verdict.UNMET;
  }
}
