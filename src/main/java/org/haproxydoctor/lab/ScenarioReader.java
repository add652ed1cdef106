package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.Releases;
import org.haproxydoctor.model.drill.Expectation;
import org.haproxydoctor.model.drill.Witness;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a drill's `scenario.yaml`: a closed vocabulary, no code.
final class ScenarioReader {
  private static final List<String> STATUSES = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");
  private static final int MOST_REQUESTS = 1000;

  private ScenarioReader() {}

  /// @throws CannotLookException naming file and key, when the scenario cannot be understood
  static Drill read(Path folder) {
    Path file = folder.resolve("scenario.yaml");
    YamlSection root = new YamlSection(file.toString(), parse(file));
    Drill drill =
        new Drill(
            String.valueOf(folder.getFileName()),
            folder,
            root.text("title"),
            root.text("story"),
            root.texts("target"),
            servers(root.section("servers")),
            tls(root.section("tls")),
            root.textByName("dns"),
            root.has("stage") ? stage(root) : List.of(),
            root.sections("traffic").stream().map(FlowReader::read).toList(),
            settled(root.section("settle")),
            root.textIf("haproxy").map(text -> releases(root, text)),
            site(root),
            expectation(root));
    root.done();
    return drill;
  }

  private static Releases releases(YamlSection root, String text) {
    try {
      return Releases.parse(text);
    } catch (IllegalArgumentException e) {
      throw root.wrong("haproxy: " + e.getMessage());
    }
  }

  private static Site site(YamlSection root) {
    Site site =
        new Site(
            root.flag("namespace"),
            root.texts("network"),
            root.textByName("at"),
            root.flag("outside"));
    if (!site.namespace() && (site.outside() || !site.network().isEmpty())) {
      throw root.wrong("network and outside go with `namespace: true`");
    }
    site.network().forEach(NetworkCommand::new);
    return site;
  }

  private static Object parse(Path file) {
    try {
      Object document =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
      return document == null ? Map.of() : document;
    } catch (YamlEngineException e) {
      throw YamlSection.wrong(file.toString(), "is no YAML: " + e.getMessage());
    } catch (IOException e) {
      throw YamlSection.wrong(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private static Map<String, Behaviour> servers(YamlSection section) {
    Map<String, Behaviour> servers = new LinkedHashMap<>();
    section.keys().forEach(name -> servers.put(name, BehaviourReader.read(section.section(name))));
    return servers;
  }

  private static Map<String, TlsManner> tls(YamlSection section) {
    Map<String, TlsManner> manners = new LinkedHashMap<>();
    section.keys().forEach(name -> manners.put(name, TlsMannerReader.read(section.section(name))));
    return manners;
  }

  private static List<StageAction> stage(YamlSection root) {
    if (!(root.value("stage") instanceof List<?> list)) {
      throw root.wrong("stage must be a list");
    }
    return list.stream().map(each -> action(root.place() + ": stage", each)).toList();
  }

  private static StageAction action(String place, Object value) {
    if (value instanceof String word) {
      return switch (word) {
        case "kill-haproxy" -> new StageAction.KillHaproxy();
        case "forbid-socket" -> new StageAction.ForbidSocket();
        case "reload" -> new StageAction.StartAgain(true);
        case "start-again" -> new StageAction.StartAgain(false);
        default -> throw YamlSection.wrong(place, "unknown action '" + word + "'");
      };
    }
    YamlSection section = new YamlSection(place, value);
    StageAction action = action(section);
    section.done();
    return action;
  }

  private static StageAction action(YamlSection section) {
    if (section.has("runtime")) {
      return new StageAction.RuntimeLine(section.text("runtime"));
    }
    if (section.has("network")) {
      return new StageAction.Network(new NetworkCommand(section.text("network")).line());
    }
    if (section.has("hold")) {
      YamlSection hold = section.section("hold");
      StageAction held = new StageAction.Hold(hold.text("server"), number(hold, "connections"));
      hold.done();
      return held;
    }
    if (section.has("spare-files")) {
      return new StageAction.SpareFiles(Integer.parseInt(section.text("spare-files")));
    }
    if (section.has("edit")) {
      return new StageAction.Edit(section.text("edit"), section.text("to"));
    }
    if (section.has("stay")) {
      return new StageAction.Stay(number(section, "stay"));
    }
    if (section.has("went-down")) {
      return new StageAction.WentDown(section.text("went-down"), number(section, "times"));
    }
    return new StageAction.Requests(
        number(section, "requests"), section.textIf("path").orElse("/"));
  }

  private static int number(YamlSection section, String key) {
    String text = section.text(key);
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST_REQUESTS) {
      throw section.wrong(key + " must be a number from 1 to " + MOST_REQUESTS);
    }
    return Integer.parseInt(text);
  }

  private static Map<String, List<String>> settled(YamlSection section) {
    Map<String, List<String>> settled = new LinkedHashMap<>();
    section.keys().forEach(server -> settled.put(server, section.texts(server)));
    return settled;
  }

  private static Expectation expectation(YamlSection root) {
    if (root.flag("healthy")) {
      return Expectation.healthy();
    }
    YamlSection section = new YamlSection(root.place() + ": expect", root.value("expect"));
    String status = section.text("status");
    if (!STATUSES.contains(status)) {
      throw section.wrong("status '" + status + "' is none of " + STATUSES);
    }
    Expectation expectation =
        new Expectation(
            status,
            Optional.of(section.text("cause")),
            section.texts("subjects"),
            section.texts("also"),
            section.texts("never"),
            section.texts("evidence").stream().map(word -> witness(section, word)).toList());
    section.done();
    return expectation;
  }

  private static Witness witness(YamlSection section, String word) {
    return Stream.of(Witness.values())
        .filter(w -> w.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> section.wrong("evidence '" + word + "' is no witness"));
  }
}
