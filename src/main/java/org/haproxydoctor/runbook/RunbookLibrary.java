package org.haproxydoctor.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.haproxydoctor.model.CannotLookException;

/// All runbooks at hand: the built-in directory and the user's own.
///
/// Files are read when asked for, and only their heads where that is enough. A file that cannot be
/// read is left out and named in `warnings`. Not for use by several threads at once.
public final class RunbookLibrary {
  private static final int MOST_FILES = 5_000;

  private final List<Path> folders;
  private final RunbookParser parser;
  private final Map<Path, Optional<String>> texts = new LinkedHashMap<>();
  private final Map<Path, Runbook> parsed = new LinkedHashMap<>();
  private final Map<Path, String> warnings = new LinkedHashMap<>();

  /// @param folders the user's own first: of two runbooks with one id the earlier wins
  /// @param causes ids of the catalogue, for checking `for` and `cause`
  public RunbookLibrary(List<Path> folders, Set<String> causes) {
    this.folders = List.copyOf(folders);
    this.parser = new RunbookParser(causes);
  }

  /// A runbook of the list.
  public record Entry(Path file, RunbookHead head) {}

  /// @return every runbook's head, sorted by id
  public List<Entry> list() {
    Map<String, Entry> entries = new TreeMap<>();
    for (Path folder : folders) {
      Set<String> here = new HashSet<>();
      for (Entry entry : heads(folder)) {
        if (!here.add(entry.head().id())) {
          warnings.put(entry.file(), entry.file() + " has the id of another file and is left out");
        }
        entries.putIfAbsent(entry.head().id(), entry);
      }
    }
    return List.copyOf(entries.values());
  }

  /// Finds a runbook.
  ///
  /// @param name a file's path (with a slash or ending in `.md`), an id, or an alert's name in any
  ///   case, with or without punctuation
  /// @throws CannotLookException when a path was given that cannot be read
  public Optional<Runbook> find(String name) {
    if (name.contains("/") || name.endsWith(".md")) {
      return Optional.of(parser.parse(name, RunbookFile.read(RunbookFile.path(name))));
    }
    for (Path folder : folders) {
      Optional<Runbook> runbook = byFileName(folder, name).or(() -> byId(folder, name));
      if (runbook.isPresent()) {
        return runbook;
      }
    }
    String wanted = plain(name);
    List<Entry> entries = list();
    return Stream.concat(
            entries.stream().filter(e -> plain(e.head().id()).equals(wanted)),
            entries.stream()
                .filter(e -> e.head().alerts().stream().anyMatch(a -> plain(a).equals(wanted))))
        .findFirst()
        .flatMap(e -> runbook(e.file()));
  }

  /// Reads every runbook, also one whose id another has.
  public List<Runbook> all() {
    return folders.stream().flatMap(f -> in(f).stream()).toList();
  }

  /// @param name a file, a folder of runbooks, or what `find` takes
  /// @throws CannotLookException when there is no such runbook, or it cannot be read
  public List<Runbook> named(String name) {
    Path path = RunbookFile.path(name);
    if (Files.isDirectory(path)) {
      if (files(path).isEmpty() && !warnings.containsKey(path)) {
        throw new CannotLookException(
            "there is no runbook in " + name, "name a folder with Markdown files");
      }
      return in(path);
    }
    if (Files.exists(path)) {
      return List.of(parser.parse(name, RunbookFile.read(path)));
    }
    return List.of(
        find(name)
            .orElseThrow(() ->
                new CannotLookException(
                    "there is neither a file nor a runbook '" + name + "'",
                    "see haproxy-doctor runbook list for the runbooks at hand")));
  }

  private List<Runbook> in(Path folder) {
    return files(folder).stream().flatMap(f -> runbook(f).stream()).toList();
  }

  /// The usual case, which needs no other file to be opened.
  private Optional<Runbook> byFileName(Path folder, String id) {
    Path file = folder.resolve(RunbookFile.path(id + ".md"));
    return Files.isRegularFile(file)
        ? runbook(file).filter(r -> r.id().equals(id))
        : Optional.empty();
  }

  private Optional<Runbook> byId(Path folder, String id) {
    return heads(folder).stream()
        .filter(e -> e.head().id().equals(id))
        .findFirst()
        .flatMap(e -> runbook(e.file()));
  }

  /// @return every id and alert name
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Entry entry : list()) {
      names.add(entry.head().id());
      names.addAll(entry.head().alerts());
    }
    return names;
  }

  /// @return the steps for a cause: those of `walked` first, then any other runbook's
  public List<Mitigation> mitigationsFor(Runbook walked, String causeId) {
    List<Mitigation> found = new ArrayList<>(mitigations(walked, causeId));
    mitigationsFor(causeId).stream()
        .filter(m -> !m.runbook().equals(walked.id()))
        .forEach(found::add);
    return found;
  }

  /// @return the steps of all runbooks at hand for a cause
  public List<Mitigation> mitigationsFor(String causeId) {
    return folders.stream()
        .flatMap(folder -> files(folder).stream())
        // Parsing Markdown costs more than looking for a word.
        .filter(file -> text(file).filter(t -> t.contains(causeId)).isPresent())
        .flatMap(file -> runbook(file).stream())
        .flatMap(runbook -> mitigations(runbook, causeId).stream())
        .toList();
  }

  /// @return files that could not be used so far, one sentence each without final stop
  public List<String> warnings() {
    return List.copyOf(warnings.values());
  }

  private static List<Mitigation> mitigations(Runbook runbook, String causeId) {
    return runbook.stepsFor(causeId).stream()
        .map(step -> new Mitigation(runbook.id(), step, runbook.head().variables()))
        .toList();
  }

  private List<Entry> heads(Path folder) {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files(folder)) {
      text(file)
          .ifPresent(t -> entries.add(new Entry(file, RunbookParser.head(file.toString(), t))));
    }
    return entries;
  }

  private List<Path> files(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(f -> f.toString().endsWith(".md"))
          .filter(f -> !f.endsWith("README.md"))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    } catch (IOException e) {
      warnings.put(folder, "runbooks in " + folder + " cannot be read: " + reason(e));
      return List.of();
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no such folder"
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private Optional<String> text(Path file) {
    Optional<String> known = texts.get(file);
    if (known != null) {
      return known;
    }
    Optional<String> text = Optional.empty();
    try {
      text = Optional.of(RunbookFile.read(file));
    } catch (CannotLookException e) {
      warnings.put(file, e.what());
    }
    texts.put(file, text);
    return text;
  }

  private Optional<Runbook> runbook(Path file) {
    return text(file)
        .map(text -> parsed.computeIfAbsent(file, f -> parser.parse(f.toString(), text)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
