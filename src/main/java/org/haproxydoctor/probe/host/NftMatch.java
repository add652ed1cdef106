package org.haproxydoctor.probe.host;

import static org.haproxydoctor.probe.host.JsonTree.get;
import static org.haproxydoctor.probe.host.JsonTree.list;
import static org.haproxydoctor.probe.host.JsonTree.map;
import static org.haproxydoctor.probe.host.JsonTree.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether a packet meets the conditions of one rule of nftables.
final class NftMatch {
  /// Statements that may end a rule, depending on what is not known here.
  static final Set<String> MAY_NOT_HOLD = Set.of("limit", "quota", "ct count", "xt", "unknown");

  private final Packet packet;
  private final String hook;
  private final Function<String, @Nullable Object> sets;

  /// @param sets the elements of a named set of the rule's table
  NftMatch(Packet packet, String hook, Function<String, @Nullable Object> sets) {
    this.packet = packet;
    this.hook = hook;
    this.sets = sets;
  }

  Tri holds(Map<?, ?> match) {
    String op = text(match, "op");
    boolean negated = op.equals("!=");
    if (!negated && !op.equals("==") && !op.equals("in")) {
      return Tri.UNKNOWN;
    }
    return compare(get(match, "left"), get(match, "right")).negated(negated);
  }

  /// @return the verdict a verdict map gives; an empty one when the packet is not in it
  Object looked(Map<?, ?> vmap) {
    Object data = get(vmap, "data");
    List<?> pairs = list(get(data, "set"));
    if (pairs.isEmpty()) {
      return Map.of("unknown", "");
    }
    for (Object pair : pairs) {
      List<?> entry = list(pair);
      Tri holds = entry.size() == 2 ? compare(get(vmap, "key"), entry.get(0)) : Tri.UNKNOWN;
      if (holds == Tri.UNKNOWN) {
        return Map.of("unknown", "");
      }
      if (holds == Tri.YES) {
        return entry.get(1);
      }
    }
    return Map.of();
  }

  private Tri compare(Object left, Object right) {
    if (right instanceof String name && name.startsWith("@")) {
      Object elements = sets.apply(name.substring(1));
      return elements == null ? Tri.UNKNOWN : any(left, list(elements));
    }
    if (right instanceof List<?> several) {
      return any(left, several);
    }
    if (map(right).containsKey("set")) {
      Object set = get(right, "set");
      return set instanceof List<?> several ? any(left, several) : compare(left, set);
    }
    if (map(right).containsKey("elem")) {
      return compare(left, get(get(right, "elem"), "val"));
    }
    if (map(left).containsKey("concat")) {
      return all(list(get(left, "concat")), list(get(right, "concat")));
    }
    return single(left, right);
  }

  private Tri any(Object left, List<?> several) {
    Tri found = Tri.NO;
    for (Object each : several) {
      Tri holds = compare(left, each);
      if (holds == Tri.YES) {
        return Tri.YES;
      }
      found = holds == Tri.UNKNOWN ? Tri.UNKNOWN : found;
    }
    return found;
  }

  private Tri all(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return Tri.UNKNOWN;
    }
    Tri holds = Tri.YES;
    for (int i = 0; i < left.size(); i++) {
      holds = holds.and(compare(left.get(i), right.get(i)));
    }
    return holds;
  }

  private Tri single(Object left, Object right) {
    if (map(left).containsKey("payload")) {
      return payload(get(left, "payload"), right);
    }
    if (map(left).containsKey("meta")) {
      return meta(text(get(left, "meta"), "key"), right);
    }
    if (text(get(left, "ct"), "key").equals("state")) {
      return Tri.of(right.equals("new"));
    }
    // `tcp flags & (fin | syn | rst | ack) == syn`: a first packet has SYN alone.
    Object flags = map(left).containsKey("&") ? list(get(left, "&")).getFirst() : Map.of();
    boolean ofTcp = text(get(flags, "payload"), "field").equals("flags");
    return ofTcp ? Tri.of(right.equals("syn")) : Tri.UNKNOWN;
  }

  private Tri payload(Object payload, Object right) {
    String what = text(payload, "protocol") + " " + text(payload, "field");
    return switch (what) {
      case "ip daddr" -> packet.isIpv6() ? Tri.NO : address(right);
      case "ip6 daddr" -> packet.isIpv6() ? address(right) : Tri.NO;
      case "ip saddr" -> packet.isIpv6() ? Tri.NO : Tri.UNKNOWN;
      case "ip6 saddr" -> packet.isIpv6() ? Tri.UNKNOWN : Tri.NO;
      case "tcp dport", "th dport" -> number(packet.server().port(), right);
      case "tcp flags" -> Tri.of(right.equals("syn"));
      case "ip protocol" -> packet.isIpv6() ? Tri.NO : protocol(right);
      case "ip6 nexthdr" -> packet.isIpv6() ? protocol(right) : Tri.NO;
      default ->
          Set.of("udp", "icmp", "icmpv6", "sctp", "dccp").contains(text(payload, "protocol"))
              ? Tri.NO
              : Tri.UNKNOWN;
    };
  }

  private Tri meta(String key, Object right) {
    return switch (key) {
      case "l4proto" -> protocol(right);
      case "nfproto" -> Tri.of(right.equals(packet.isIpv6() ? "ipv6" : "ipv4"));
      case "protocol" -> Tri.of(right.equals(packet.isIpv6() ? "ip6" : "ip"));
      case "skuid" -> hook.equals("output") ? number(packet.uid(), right) : Tri.UNKNOWN;
      case "oif", "oifname" -> hook.equals("output") ? device(right) : Tri.UNKNOWN;
      case "iif", "iifname" -> hook.equals("input") ? device(right) : Tri.UNKNOWN;
      default -> Tri.UNKNOWN;
    };
  }

  /// A packet to this host itself goes over loopback, any other does not.
  private Tri device(Object right) {
    boolean loopback = right.equals("lo");
    return loopback || packet.toThisHost() ? Tri.of(loopback == packet.toThisHost()) : Tri.UNKNOWN;
  }

  private static Tri protocol(Object right) {
    return Tri.of(right.equals("tcp") || right.equals(6L));
  }

  private static Tri number(long value, Object right) {
    List<?> range = list(get(right, "range"));
    if (range.size() == 2 && range.get(0) instanceof Long from && range.get(1) instanceof Long to) {
      return Tri.of(from <= value && value <= to);
    }
    return right instanceof Long exact ? Tri.of(exact == value) : Tri.UNKNOWN;
  }

  private Tri address(Object right) {
    try {
      List<?> range = list(get(right, "range"));
      if (range.size() == 2) {
        return contained(AddressRange.between("" + range.get(0), "" + range.get(1)));
      }
      Object prefix = get(right, "prefix");
      if (get(prefix, "len") instanceof Long bits) {
        return contained(AddressRange.prefix(text(prefix, "addr"), Math.toIntExact(bits)));
      }
      return right instanceof String exact ? contained(AddressRange.parse(exact)) : Tri.UNKNOWN;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Tri.UNKNOWN;
    }
  }

  private Tri contained(AddressRange range) {
    return Tri.of(range.contains(packet.server().host()));
  }
}
