package org.haproxydoctor.runbook;

import java.util.Optional;
import org.haproxydoctor.runbook.Problems.Place;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// A piece of YAML inside a runbook.
///
/// @param text without fences
/// @param origin where its first character stands in the file
record YamlText(String text, Origin origin) {
  private static final int LONGEST = 100_000;

  /// Translates positions in the YAML into positions in the file.
  ///
  /// @param line of the YAML's first line in the file, from 1
  /// @param indent columns by which each line is indented in the file
  record Origin(int line, int indent) {
    Place place(Optional<Mark> mark) {
      return mark.map(m -> new Place(line + m.getLine(), indent + m.getColumn() + 1))
          .orElse(new Place(line, indent + 1));
    }
  }

  /// Reports what is wrong under the given code.
  ///
  /// @return empty when the YAML is broken or no mapping
  Optional<YamlMap> map(Problems problems, String code) {
    if (text.length() > LONGEST) {
      problems.error(code, origin.place(Optional.empty()), "more than 100 kB of YAML");
      return Optional.empty();
    }
    try {
      LoadSettings settings = LoadSettings.builder().setLabel("runbook").build();
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return Optional.of(new YamlMap(mapping, origin, problems));
      }
      problems.error(code, origin.place(Optional.empty()), "not a list of 'key: value' lines");
    } catch (MarkedYamlEngineException e) {
      problems.error(code, origin.place(e.getProblemMark()), "YAML: " + oneLine(e.getProblem()));
    } catch (YamlEngineException e) {
      problems.error(
          code, origin.place(Optional.empty()), "YAML: " + oneLine(String.valueOf(e.getMessage())));
    } catch (StackOverflowError e) {
      problems.error(code, origin.place(Optional.empty()), "YAML: nested too deeply");
    }
    return Optional.empty();
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ").strip();
  }
}
