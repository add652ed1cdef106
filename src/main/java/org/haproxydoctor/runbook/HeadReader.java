package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxydoctor.runbook.Problems.Place;

/// Reads what a runbook says of itself, without parsing its Markdown.
final class HeadReader {
  private static final List<String> KEYS =
      List.of(
          "haproxy-doctor",
          "id",
          "title",
          "alerts",
          "severity",
          "owner",
          "budget",
          "vars",
          "description",
          "tags");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,60}");

  private final String stem;
  private final Problems problems;

  /// @param stem of the file's name: the id of a runbook that gives none
  HeadReader(String stem, Problems problems) {
    this.stem = stem;
    this.problems = problems;
  }

  RunbookHead read(FrontMatter matter) {
    Optional<String> heading = Headings.firstTitle(matter.body());
    if (matter.yaml().isEmpty()) {
      return plain(false, heading.orElse(stem), List.of(), Optional.empty());
    }
    YamlText yaml = matter.yaml().get();
    boolean ours = yaml.text().lines().anyMatch(l -> l.startsWith("haproxy-doctor"));
    Problems own = ours ? problems : new Problems();
    Optional<YamlMap> map = yaml.map(own, "RB004");
    if (map.isEmpty()) {
      if (!ours) {
        own.sorted().forEach(p -> problems.warning(p.code(), p.place(), p.message()));
      }
      return plain(ours, heading.orElse(stem), List.of(), Optional.empty());
    }
    // The front matter of a foreign file is not ours to criticise.
    return ours ? annotated(map.get(), heading) : foreign(map.get(), heading);
  }

  private RunbookHead foreign(YamlMap map, Optional<String> heading) {
    String title = map.string("title").or(() -> heading).orElse(stem);
    List<String> alerts =
        Stream.of("alert", "alerts", "aliases")
            .flatMap(k -> map.list(k).stream())
            .map(YamlMap.Scalar::text)
            .toList();
    return plain(false, title, alerts, map.string("severity"));
  }

  private RunbookHead plain(
      boolean annotated, String title, List<String> alerts, Optional<String> severity) {
    List<String> names = alerts.isEmpty() ? List.of(title) : alerts;
    return new RunbookHead(
        annotated, stem, title, names, severity, Optional.empty(), Optional.empty(), List.of());
  }

  private RunbookHead annotated(YamlMap map, Optional<String> heading) {
    map.allow(KEYS, "the front matter");
    String version = map.string("haproxy-doctor").orElse("");
    if (!version.equals("1")) {
      problems.error(
          "RB006",
          map.placeOf("haproxy-doctor"),
          "format '" + version + "' is not known here; write haproxy-doctor: 1");
    }
    Optional<String> id = map.string("id").filter(i -> hasForm(ID, i, map.placeOf("id"), "id"));
    List<String> alerts = map.list("alerts").stream().map(YamlMap.Scalar::text).toList();
    String title = map.string("title").or(() -> heading).orElse(stem);
    return new RunbookHead(
        version.equals("1"),
        id.orElse(stem),
        title,
        alerts,
        map.string("severity"),
        map.string("owner"),
        map.duration("budget"),
        map.map("vars").map(this::variables).orElse(List.of()));
  }

  private boolean hasForm(Pattern form, String name, Place place, String what) {
    boolean good = form.matcher(name).matches();
    if (!good) {
      problems.error(
          "RB006", place, what + " '" + name + "' may have lower-case letters, digits, '-', '.'");
    }
    return good;
  }

  private List<Variable> variables(YamlMap map) {
    List<Variable> variables = new ArrayList<>();
    for (String name : map.keys()) {
      Place place = map.placeOf(name);
      if (hasForm(NAME, name, place, "variable")) {
        variable(name, place, map).ifPresent(variables::add);
      }
    }
    return variables;
  }

  /// `name: type`, `name: type = default` or `name: {type: …, default: …}`.
  private Optional<Variable> variable(String name, Place place, YamlMap map) {
    String word;
    Optional<String> standard;
    Optional<YamlMap.Scalar> brief = map.isScalar(name) ? map.scalar(name) : Optional.empty();
    if (brief.isPresent()) {
      String[] sides = brief.get().text().split("=", 2);
      word = sides[0].strip();
      standard = sides.length < 2 ? Optional.empty() : Optional.of(sides[1].strip());
    } else {
      Optional<YamlMap> full = map.map(name);
      full.ifPresent(f -> f.allow(List.of("type", "default"), "a variable"));
      word = full.flatMap(f -> f.required("type", "a variable")).orElse("string");
      standard = full.flatMap(f -> f.string("default"));
    }
    Optional<VariableType> type = VariableType.of(word);
    if (type.isEmpty()) {
      Set<String> known = new TreeSet<>();
      Stream.of(VariableType.values()).forEach(t -> known.add(t.word()));
      problems.error(
          "RB007",
          place,
          "unknown type '"
              + word
              + "' of variable '"
              + name
              + "'"
              + Problems.didYouMean(word, known));
      return Optional.empty();
    }
    if (standard.isPresent() && !type.get().accepts(standard.get())) {
      problems.error("RB007", place, "default '" + standard.get() + "' is no " + type.get().word());
      standard = Optional.empty();
    }
    return Optional.of(new Variable(name, type.get(), standard));
  }
}
