package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.haproxydoctor.config.ExchangeReader.Leg;
import org.haproxydoctor.model.check.CheckExchange;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Dialogue.Step;

/// Cuts the rules of `option tcp-check` into what is said on each of their connections.
final class TcpLegs {
  private final int buffer;
  private final List<Leg> legs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private Optional<ConnectRule> connect = Optional.empty();

  private TcpLegs(int buffer) {
    this.buffer = buffer;
  }

  /// @param rendered the value of a log-format string, empty when only HAProxy can compute it
  /// @param buffer bytes HAProxy can hold
  /// @param notes takes what is not repeated
  /// @return at least one
  static List<Leg> of(
      List<TcpRule> rules, Function<String, Optional<String>> rendered, int buffer, Notes notes) {
    TcpLegs cut = new TcpLegs(buffer);
    boolean first = true;
    for (TcpRule rule : rules) {
      if (rule.idle()) {
        continue;
      }
      if (rule.connect().isPresent()) {
        if (!first) {
          cut.end();
        }
        cut.connect = rule.connect();
      } else {
        Optional<Step> step = new TcpRuleParser(rule).step(rendered, notes);
        if (step.isEmpty()) {
          break;
        }
        cut.steps.add(step.get());
      }
      first = false;
    }
    cut.end();
    return cut.legs;
  }

  private void end() {
    CheckExchange exchange =
        steps.isEmpty()
            ? new CheckExchange.ConnectOnly()
            : new CheckExchange.Talk(new Dialogue("tcp-check", steps, buffer));
    legs.add(new Leg(connect, exchange));
    steps.clear();
  }
}
