package org.haproxydoctor.diagnose.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.haproxydoctor.diagnose.Cause;
import org.haproxydoctor.diagnose.Clue;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.diagnose.Opinion;
import org.haproxydoctor.diagnose.ServerRule;
import org.haproxydoctor.model.AdminFlag;
import org.haproxydoctor.model.ServerState;
import org.haproxydoctor.model.ServerStatus.Word;
import org.haproxydoctor.model.check.AgentReply;
import org.haproxydoctor.observe.ServerCase;

/// The server's agent took it out: `down`, `fail` or `stopped`, `maint`, `drain`, or a weight of
/// which nothing is left.
///
/// An agent that cannot be reached takes no server out, but what it said last stays. Not to be
/// confused with an operator's maintenance, drain or weight: HAProxy shows these alike, and only
/// the agent itself tells. Nor with `health-forced-down`: an operator may force the agent's verdict
/// too.
final class AgentReportsDown implements ServerRule {
  @Override
  public Cause cause() {
    return Cause.fault("agent-reports-down");
  }

  @Override
  public Opinion examine(ServerCase server) {
    Optional<AgentWord> agent = AgentWord.of(server);
    if (agent.isEmpty() || server.server().tracked().isPresent()) {
      return Opinion.notConcerned();
    }
    Word word = server.server().status().word();
    return switch (word) {
      case DOWN_BY_AGENT -> down(agent.get());
      case MAINT -> maintenance(agent.get());
      case DRAIN -> drain(agent.get());
      case UP, UP_GOING_DOWN, NO_CHECK -> weight(agent.get());
      case DOWN, DOWN_GOING_UP, NOLB, MAINT_RESOLUTION, MAINT_SPARE, MAINT_VIA, OTHER ->
          Opinion.ruledOut();
    };
  }

  private static Opinion down(AgentWord agent) {
    boolean says = agent.reply().map(AgentReply::saysDown).orElse(false);
    if (says || agent.reportedDown() || (agent.isGone() && agent.isLogged())) {
      return Opinion.found(clue(agent, "its agent reports it down" + words(agent) + gone(agent)));
    }
    boolean forced = agent.lastDown().isPresent() && !agent.isLogged();
    return agent.isGone() && !forced
        ? Opinion.found(clue(agent, "its agent reported it down" + gone(agent)).inDoubt())
        : Opinion.ruledOut();
  }

  private static Opinion maintenance(AgentWord agent) {
    boolean forced =
        agent.server().state().map(s -> s.admin().contains(AdminFlag.FMAINT)).orElse(true);
    if (!forced || agent.server().configured().flatMap(s -> s.disabledAt()).isPresent()) {
      return Opinion.ruledOut();
    }
    return asked(
        agent,
        agent.reply().map(AgentReply::saysMaint).orElse(false),
        "its agent asks for maintenance" + words(agent),
        "its agent may have asked for maintenance");
  }

  private static Opinion drain(AgentWord agent) {
    boolean forced =
        agent.server().state().map(s -> s.admin().contains(AdminFlag.FDRAIN)).orElse(true);
    return forced
        ? asked(
            agent,
            agent.reply().map(AgentReply::saysDrain).orElse(false),
            "its agent asks for a drain" + words(agent),
            "its agent may have asked for a drain")
        : Opinion.ruledOut();
  }

  private static Opinion asked(AgentWord agent, boolean asks, String says, String maybe) {
    if (asks) {
      return Opinion.found(clue(agent, says).asWanted());
    }
    if (agent.reply().isEmpty()) {
      return agent.isGone()
          ? Opinion.found(clue(agent, maybe + gone(agent)).asWanted().inDoubt())
          : Opinion.notExamined("the agent was not asked");
    }
    return agent.reply().get().saysReady()
        ? Opinion.ruledOut()
        : Opinion.notExamined(
            "the agent says `"
                + agent.reply().get().line().orElse("")
                + "` now, which takes back nothing that it said before");
  }

  private static Opinion weight(AgentWord agent) {
    ServerCase server = agent.server();
    Optional<ServerState> state = server.state();
    int wanted = state.map(ServerState::userWeight).orElse(server.server().weight());
    int configured =
        server
            .configured()
            .map(s -> s.weight())
            .or(() -> state.map(ServerState::initialWeight))
            .orElse(0);
    if (wanted > 0 || server.server().weight() > 0 || configured == 0) {
      return Opinion.ruledOut();
    }
    OptionalInt percent = agent.reply().map(AgentReply::percent).orElse(OptionalInt.empty());
    if (percent.isPresent() && (long) percent.getAsInt() * configured / 100 == 0) {
      boolean nothing = percent.getAsInt() == 0;
      String says =
          "its agent asks for "
              + percent.getAsInt()
              + " % of weight "
              + configured
              + (nothing ? "" : ", and rounded down nothing is left")
              + ": no balanced traffic comes";
      Clue clue = clue(agent, says);
      return Opinion.found(nothing ? clue.asWanted() : clue);
    }
    return agent.isGone()
        ? Opinion.found(
            clue(agent, "the weight is 0, which its agent may have asked for" + gone(agent))
                .asWanted()
                .inDoubt())
        : Opinion.ruledOut();
  }

  private static String words(AgentWord agent) {
    return agent.reply().flatMap(AgentReply::line).map(l -> " (`" + l + "`)").orElse("");
  }

  private static String gone(AgentWord agent) {
    return agent.isGone() ? "; the agent is gone, and what it said last stays" : "";
  }

  private static Clue clue(AgentWord agent, String says) {
    ServerCase server = agent.server();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.stat(server.ref(), "status", server.server().status().raw()));
    if (server.server().status().takesTraffic()) {
      evidence.add(Evidence.stat(server.ref(), "weight", "" + server.server().weight()));
    }
    evidence.addAll(agent.evidence());
    if (agent.isGone()) {
      agent.lastDown().map(Evidence::log).ifPresent(evidence::add);
    }
    Clue clue = Clue.of(server.ref(), says, evidence).withFacts(Facts.of(server));
    return server
        .probes()
        .agent()
        .map(r ->
            clue.withFacts(
                Map.of(
                    "agent.address", r.asked().toString(),
                    "agent.host", r.asked().host(),
                    "agent.port", "" + r.asked().port())))
        .orElse(clue);
  }
}
