package org.haproxydoctor.probe.host;

import static org.haproxydoctor.probe.host.JsonTree.get;
import static org.haproxydoctor.probe.host.JsonTree.list;
import static org.haproxydoctor.probe.host.JsonTree.map;
import static org.haproxydoctor.probe.host.JsonTree.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haproxydoctor.probe.host.Fate.Kind;

/// The rules of nftables as `nft -j list ruleset` writes them (libnftables-json(5)): what they do
/// with one packet.
///
/// What is not understood is never taken for a denial.
final class NftRuleset implements Firewall {
  private static final int DEEPEST_JUMP = 16;

  private final List<Chain> chains = new ArrayList<>();
  private final Map<String, Chain> byName = new HashMap<>();
  private final Map<String, Object> sets = new HashMap<>();

  /// @param hook empty for a chain that is only jumped to
  private record Chain(
      String family,
      String table,
      String name,
      String hook,
      long priority,
      boolean drops,
      List<Object> rules) {
    boolean sees(Packet packet) {
      return family.equals("inet") || family.equals(packet.isIpv6() ? "ip6" : "ip");
    }

    String place() {
      return "chain " + name + " of nft table " + family + " " + table;
    }
  }

  /// @throws IOException when the text is not such a document
  static NftRuleset parse(String json) throws IOException {
    NftRuleset ruleset = new NftRuleset();
    for (Object each : list(get(JsonTree.parse(json), "nftables"))) {
      ruleset.add(map(each));
    }
    ruleset.chains.sort(Comparator.comparingLong(Chain::priority));
    return ruleset;
  }

  private void add(Map<?, ?> object) {
    if (object.containsKey("chain")) {
      Object chain = get(object, "chain");
      boolean filters = text(chain, "type").equals("filter") || text(chain, "type").equals("route");
      Chain added =
          new Chain(
              text(chain, "family"),
              text(chain, "table"),
              text(chain, "name"),
              filters ? text(chain, "hook") : "",
              get(chain, "prio") instanceof Long priority ? priority : 0,
              text(chain, "policy").equals("drop"),
              new ArrayList<>());
      chains.add(added);
      byName.put(key(chain, "name"), added);
    } else if (object.containsKey("rule")) {
      Chain chain = byName.get(key(get(object, "rule"), "chain"));
      if (chain != null) {
        chain.rules.add(get(object, "rule"));
      }
    } else if (object.containsKey("set")) {
      Object set = get(object, "set");
      sets.put(key(set, "name"), get(set, "elem"));
    }
  }

  private static String key(Object object, String name) {
    return text(object, "family") + " " + text(object, "table") + " " + text(object, name);
  }

  @Override
  public Fate fate(Packet packet, String hook) {
    for (Chain chain : chains) {
      if (chain.hook.equals(hook) && chain.sees(packet)) {
        Fate fate = walk(chain, packet, hook, 0);
        if (fate.denies()) {
          return fate;
        }
        if (fate.kind() == Kind.UNDECIDED && chain.drops) {
          return new Fate(Kind.DROPPED, "the policy of " + chain.place() + " drops");
        }
      }
    }
    return Fate.of(Kind.ACCEPTED);
  }

  private Fate walk(Chain chain, Packet packet, String hook, int depth) {
    for (Object rule : chain.rules) {
      Fate fate = apply(rule, chain, packet, hook, depth);
      if (fate.kind() != Kind.UNDECIDED) {
        return fate;
      }
      if (fate.rule().equals(RETURN)) {
        return Fate.of(Kind.UNDECIDED);
      }
    }
    return Fate.of(Kind.UNDECIDED);
  }

  private static final String RETURN = "return";

  private Fate apply(Object rule, Chain chain, Packet packet, String hook, int depth) {
    NftMatch match =
        new NftMatch(packet, hook, name -> sets.get(chain.family + " " + chain.table + " " + name));
    Tri holds = Tri.YES;
    for (Object statement : list(get(rule, "expr"))) {
      for (Map.Entry<?, ?> part : map(statement).entrySet()) {
        String word = String.valueOf(part.getKey());
        if (word.equals("match")) {
          holds = holds.and(match.holds(map(part.getValue())));
        } else if (word.equals("vmap")) {
          Object verdict = match.looked(map(part.getValue()));
          Fate fate = decide(map(verdict), holds, rule, chain, packet, hook, depth);
          if (fate.kind() != Kind.UNDECIDED || fate.rule().equals(RETURN)) {
            return fate;
          }
        } else if (NftMatch.MAY_NOT_HOLD.contains(word)) {
          holds = holds.and(Tri.UNKNOWN);
        } else {
          Fate fate =
              decide(Map.of(word, part.getValue()), holds, rule, chain, packet, hook, depth);
          if (fate.kind() != Kind.UNDECIDED || fate.rule().equals(RETURN)) {
            return fate;
          }
        }
        if (holds == Tri.NO) {
          return Fate.of(Kind.UNDECIDED);
        }
      }
    }
    return Fate.of(Kind.UNDECIDED);
  }

  /// A denial that only may be meant is none; anything else that may be meant makes the rest
  /// unsure.
  private Fate decide(
      Map<?, ?> verdict,
      Tri holds,
      Object rule,
      Chain chain,
      Packet packet,
      String hook,
      int depth) {
    for (Map.Entry<?, ?> part : verdict.entrySet()) {
      String word = String.valueOf(part.getKey());
      Fate fate =
          switch (word) {
            case "drop", "reject" -> denial(word, rule, chain);
            case "accept" -> Fate.of(Kind.ACCEPTED);
            case "return" -> new Fate(Kind.UNDECIDED, RETURN);
            case "jump", "goto" -> jump(word, part.getValue(), chain, packet, hook, depth);
            case "queue", "xt", "unknown" -> Fate.of(Kind.UNKNOWN);
            default -> Fate.of(Kind.UNDECIDED);
          };
      boolean decided = fate.kind() != Kind.UNDECIDED || fate.rule().equals(RETURN);
      if (decided && holds == Tri.UNKNOWN) {
        return fate.denies() ? Fate.of(Kind.UNDECIDED) : Fate.of(Kind.UNKNOWN);
      }
      if (decided) {
        return fate;
      }
    }
    return Fate.of(Kind.UNDECIDED);
  }

  private static Fate denial(String word, Object rule, Chain chain) {
    String comment = text(rule, "comment");
    return new Fate(
        word.equals("drop") ? Kind.DROPPED : Kind.REJECTED,
        "rule "
            + text(rule, "handle")
            + (comment.isEmpty() ? "" : " (" + comment + ")")
            + " in "
            + chain.place()
            + (word.equals("drop") ? " drops" : " rejects"));
  }

  private Fate jump(String word, Object to, Chain from, Packet packet, String hook, int depth) {
    Chain target = byName.get(from.family + " " + from.table + " " + text(to, "target"));
    if (target == null || depth > DEEPEST_JUMP) {
      return Fate.of(Kind.UNKNOWN);
    }
    Fate fate = walk(target, packet, hook, depth + 1);
    boolean through = fate.kind() == Kind.UNDECIDED && word.equals("goto");
    return through ? new Fate(Kind.UNDECIDED, RETURN) : fate;
  }
}
