package org.haproxydoctor.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;
import org.haproxydoctor.model.NearNames;

/// The drills that came with this distribution: one folder per fault.
public final class DrillCatalog {
  private final Path folder;

  /// @param folder the distribution's `drills`
  public DrillCatalog(Path folder) {
    this.folder = folder;
  }

  /// @return all drills by name, faults before traps
  /// @throws CannotLookException when the folder or one of the scenarios cannot be read
  public List<Drill> all() {
    List<Drill> drills = names().stream().map(this::read).toList();
    return Stream.concat(
            drills.stream().filter(d -> !d.healthy()), drills.stream().filter(Drill::healthy))
        .toList();
  }

  /// @throws CannotLookException with near names, when there is no such drill
  public Drill named(String name) {
    List<String> names = names();
    if (names.contains(name)) {
      return read(name);
    }
    throw new CannotLookException(
        "there is no drill '" + name + "'",
        NearNames.question(name, names)
            .map(q -> q + " See haproxy-doctor drill list")
            .orElse("see haproxy-doctor drill list"));
  }

  private Drill read(String name) {
    return ScenarioReader.read(folder.resolve(name));
  }

  private List<String> names() {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(e -> Files.isRegularFile(e.resolve("scenario.yaml")))
          .map(e -> String.valueOf(e.getFileName()))
          .sorted()
          .toList();
    } catch (IOException _) {
      throw new CannotLookException(
          "no drills in " + folder, "start haproxy-doctor from its distribution's bin directory");
    }
  }
}
