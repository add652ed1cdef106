package org.haproxydoctor.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.HaproxyDuration;
import org.haproxydoctor.runbook.Problems.Place;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A YAML mapping that knows where in the file each of its values stands, and reports values of the
/// wrong kind there.
final class YamlMap {
  // YAML 1.1, which many editors and tools still speak, reads these as booleans.
  private static final Set<String> BOOLEANS_ELSEWHERE =
      Set.of(
          "y", "n", "yes", "no", "on", "off", "Yes", "No", "On", "Off", "YES", "NO", "ON", "OFF");

  private final YamlText.Origin origin;
  private final Problems problems;
  private final Place place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(Place key, Node value) {}

  /// A plain value with its place.
  record Scalar(String text, Place place) {}

  YamlMap(MappingNode node, YamlText.Origin origin, Problems problems) {
    this.origin = origin;
    this.problems = problems;
    this.place = origin.place(node.getStartMark());
    for (NodeTuple tuple : node.getValue()) {
      Place at = origin.place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.error("RB016", at, "a key must be a word");
      } else if (entries.putIfAbsent(text(key).text(), new Entry(at, tuple.getValueNode()))
          != null) {
        problems.error("RB023", at, "key '" + key.getValue() + "' is given twice");
      }
    }
  }

  Place place() {
    return place;
  }

  Set<String> keys() {
    return entries.keySet();
  }

  /// @return where the key stands, or the whole mapping when it is absent
  Place placeOf(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : entry.key();
  }

  /// Reports every key that is not allowed.
  void allow(Collection<String> allowed, String what) {
    entries.forEach((key, entry) -> {
      if (!allowed.contains(key)) {
        problems.error(
            "RB011",
            entry.key(),
            "unknown key '" + key + "' for " + what + Problems.didYouMean(key, allowed));
      }
    });
  }

  boolean isScalar(String key) {
    Entry entry = entries.get(key);
    return entry != null && entry.value() instanceof ScalarNode;
  }

  Optional<Scalar> scalar(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof ScalarNode scalar) {
      return Optional.of(text(scalar));
    }
    wrong(key, "one value");
    return Optional.empty();
  }

  Optional<String> string(String key) {
    return scalar(key).map(Scalar::text).filter(t -> !t.isBlank());
  }

  /// @return the value of a key that must be there
  Optional<String> required(String key, String what) {
    if (!entries.containsKey(key)) {
      problems.error("RB015", place, what + " needs '" + key + "'");
    }
    return string(key);
  }

  /// @return the items of a list; a single value counts as a list of one
  List<Scalar> list(String key) {
    Entry entry = entries.get(key);
    List<Scalar> items = new ArrayList<>();
    if (entry != null && entry.value() instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          items.add(text(scalar));
        } else {
          problems.error(
              "RB016", origin.place(item.getStartMark()), "'" + key + "' wants plain values");
        }
      }
    } else {
      scalar(key).filter(s -> !s.text().isBlank()).ifPresent(items::add);
    }
    return items;
  }

  Optional<YamlMap> map(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof MappingNode node) {
      return Optional.of(new YamlMap(node, origin, problems));
    }
    wrong(key, "a mapping (name: value)");
    return Optional.empty();
  }

  List<YamlMap> maps(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof SequenceNode sequence)
        || !sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
      wrong(key, "a list of mappings");
      return List.of();
    }
    return sequence.getValue().stream()
        .map(n -> new YamlMap((MappingNode) n, origin, problems))
        .toList();
  }

  /// @return a mapping of plain values, in order
  Map<String, String> strings(String key) {
    Map<String, String> strings = new LinkedHashMap<>();
    map(key)
        .ifPresent(
            m -> m.keys().forEach(k -> m.scalar(k).ifPresent(v -> strings.put(k, v.text()))));
    return strings;
  }

  Optional<Duration> duration(String key) {
    Optional<Scalar> scalar = scalar(key);
    Optional<Duration> duration =
        scalar
            .flatMap(s -> HaproxyDuration.parse(s.text(), HaproxyDuration.Unit.SECONDS))
            .filter(Duration::isPositive);
    if (scalar.isPresent() && duration.isEmpty()) {
      problems.error(
          "RB017",
          scalar.get().place(),
          "'" + scalar.get().text() + "' is no duration above zero; write 500ms, 5s, 2m or 1h");
    }
    return duration;
  }

  Optional<Integer> port(String key) {
    Optional<Scalar> scalar = scalar(key);
    if (scalar.isPresent() && !VariableType.PORT.accepts(scalar.get().text())) {
      problems.error(
          "RB016",
          scalar.get().place(),
          "'" + key + "' wants a port from 1 to 65535, not '" + scalar.get().text() + "'");
      return Optional.empty();
    }
    return scalar.map(s -> Integer.parseInt(s.text()));
  }

  boolean flag(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return false;
    }
    String text = entry.value() instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!text.equals("true") && !text.equals("false")) {
      wrong(key, "true or false");
    }
    return text.equals("true");
  }

  private void wrong(String key, String wanted) {
    problems.error("RB016", placeOf(key), "'" + key + "' wants " + wanted);
  }

  private Scalar text(ScalarNode node) {
    Place at = origin.place(node.getStartMark());
    if (node.isPlain() && BOOLEANS_ELSEWHERE.contains(node.getValue())) {
      problems.warning(
          "RB022",
          at,
          "write \""
              + node.getValue()
              + "\" in quotes: readers of YAML 1.1 take it for true or false");
    }
    return new Scalar(node.getValue(), at);
  }
}
