package org.haproxydoctor.probe.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.probe.host.Fate.Kind;

/// The table `filter` of iptables as `iptables-save(8)` writes it: what it does with one packet.
///
/// What is not understood is never taken for a denial.
final class IptablesRules implements Firewall {
  private static final int DEEPEST_JUMP = 16;

  private final String program;
  private final Map<String, List<String>> rules = new HashMap<>();
  private final Map<String, String> policies = new HashMap<>();

  private IptablesRules(String program) {
    this.program = program;
  }

  /// @param program `iptables` or `ip6tables`
  static IptablesRules parse(String program, String saved) {
    IptablesRules parsed = new IptablesRules(program);
    String table = "";
    for (String line : saved.lines().toList()) {
      if (line.startsWith("*")) {
        table = line.substring(1).strip();
      } else if (table.equals("filter") && line.startsWith(":")) {
        String[] words = line.substring(1).split(" ", 3);
        parsed.policies.put(words[0], words.length > 1 ? words[1] : "-");
      } else if (table.equals("filter") && line.startsWith("-A ")) {
        String[] words = line.split(" ", 3);
        parsed.rules.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(line);
      }
    }
    return parsed;
  }

  @Override
  public Fate fate(Packet packet, String hook) {
    if (packet.isIpv6() != program.startsWith("ip6")) {
      return Fate.of(Kind.ACCEPTED);
    }
    String chain = hook.equals("output") ? "OUTPUT" : "INPUT";
    Fate fate = walk(chain, packet, 0);
    boolean drops = fate.kind() == Kind.UNDECIDED && "DROP".equals(policies.get(chain));
    return drops
        ? new Fate(Kind.DROPPED, "the policy of " + program + " " + chain + " drops")
        : fate;
  }

  private Fate walk(String chain, Packet packet, int depth) {
    for (String line : rules.getOrDefault(chain, List.of())) {
      IptablesRule rule = IptablesRule.parse(line);
      Tri holds = rule.holds(packet);
      if (holds != Tri.NO) {
        Fate fate = target(rule, line, packet, depth);
        boolean returned = rule.target().equals("RETURN");
        boolean decided = fate.kind() != Kind.UNDECIDED || returned;
        if (decided && holds == Tri.UNKNOWN && !fate.denies()) {
          return Fate.of(Kind.UNKNOWN);
        }
        if (decided && holds == Tri.YES) {
          return fate;
        }
      }
    }
    return Fate.of(Kind.UNDECIDED);
  }

  private Fate target(IptablesRule rule, String line, Packet packet, int depth) {
    return switch (rule.target()) {
      case "DROP" -> new Fate(Kind.DROPPED, program + " " + line);
      case "REJECT" -> new Fate(Kind.REJECTED, program + " " + line);
      case "ACCEPT" -> Fate.of(Kind.ACCEPTED);
      case "QUEUE", "NFQUEUE" -> Fate.of(Kind.UNKNOWN);
      case String other ->
          policies.containsKey(other) && depth < DEEPEST_JUMP
              ? walk(other, packet, depth + 1)
              : Fate.of(Kind.UNDECIDED);
    };
  }
}
