package org.haproxydoctor.model.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.haproxydoctor.model.Endpoint;

/// What a server's agent says when it is asked once (configuration manual, `agent-check`).
///
/// @param asked where
/// @param line its first line without line end, at most 512 characters; empty when none came
/// @param trouble one phrase: why no line came, or why HAProxy ignores it
public record AgentReply(Endpoint asked, Optional<String> line, Optional<String> trouble) {
  private static final List<String> DOWN = List.of("down", "fail", "failed", "stopped");

  public static AgentReply said(Endpoint asked, String line) {
    return new AgentReply(asked, Optional.of(line), Optional.empty());
  }

  public static AgentReply silent(Endpoint asked, String trouble) {
    return new AgentReply(asked, Optional.empty(), Optional.of(trouble));
  }

  /// @return whether HAProxy takes the line for an answer
  public boolean counts() {
    return line.isPresent() && trouble.isEmpty();
  }

  public boolean saysDown() {
    return counts() && words().anyMatch(DOWN::contains);
  }

  public boolean saysMaint() {
    return counts() && words().anyMatch("maint"::equals);
  }

  public boolean saysDrain() {
    return counts() && words().anyMatch("drain"::equals);
  }

  /// @return whether it takes back what it or an operator has set: maintenance and drain
  public boolean saysReady() {
    return counts() && words().anyMatch("ready"::equals);
  }

  public boolean saysUp() {
    return counts() && words().anyMatch("up"::equals);
  }

  /// @return the percentage of the configured weight that it wants
  public OptionalInt percent() {
    return counts()
        ? words()
            .filter(w -> w.matches("[0-9]{1,6}%"))
            .mapToInt(w -> Integer.parseInt(w.substring(0, w.length() - 1)))
            .findFirst()
        : OptionalInt.empty();
  }

  /// What stands behind `#` is for people; the words before it are parted by blanks and commas
  /// (`tcpcheck_agent_expect_reply()`, src/check.c).
  private Stream<String> words() {
    String text = line.orElse("").toLowerCase(Locale.ROOT);
    int remark = text.indexOf('#');
    return Stream.of((remark < 0 ? text : text.substring(0, remark)).split("[ \t,]+", -1));
  }
}
