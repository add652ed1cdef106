package org.haproxydoctor.model.check;

import java.util.List;
import java.util.regex.Pattern;
import org.haproxydoctor.model.check.Dialogue.Expect;
import org.haproxydoctor.model.check.Dialogue.Send;
import org.haproxydoctor.model.check.Speech.Protocol;

/// What a dialogue is likely meant for, by what it sends and awaits.
public final class MeantFor {
  private static final List<Hint> HINTS =
      List.of(
          new Hint(Protocol.REDIS, "PING|PONG|role:|AUTH |master_link|\\*\\d\r\n"),
          new Hint(Protocol.SMTP, "HELO|EHLO|ESMTP|\\b220\\b"),
          new Hint(Protocol.POP3, "\\+OK"),
          new Hint(Protocol.IMAP, "\\* ?OK|CAPABILITY"),
          new Hint(Protocol.SSH, "SSH-"),
          new Hint(Protocol.FTP, "FTP"),
          new Hint(Protocol.HTTP, "HTTP/1|GET /|HEAD /|OPTIONS "),
          new Hint(Protocol.MEMCACHED, "VERSION|STAT "),
          new Hint(Protocol.AMQP, "AMQP"));

  private record Hint(Protocol protocol, Pattern pattern) {
    Hint(Protocol protocol, String regex) {
      this(protocol, Pattern.compile(regex));
    }
  }

  private MeantFor() {}

  /// @return whether it is meant for something, and that is not this protocol
  public static boolean another(Dialogue dialogue, Protocol than) {
    if (dialogue.protocol().isPresent()) {
      return dialogue.protocol().get() != than;
    }
    List<Protocol> meant =
        HINTS.stream()
            .filter(
                h -> dialogue.steps().stream().anyMatch(s -> h.pattern().matcher(text(s)).find()))
            .map(Hint::protocol)
            .toList();
    return !meant.isEmpty() && !meant.contains(than);
  }

  private static String text(Dialogue.Step step) {
    return switch (step) {
      case Send send -> send.bytes();
      case Expect expect -> expect.pattern();
    };
  }
}
