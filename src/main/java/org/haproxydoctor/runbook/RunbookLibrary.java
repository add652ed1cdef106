package org.haproxydoctor.runbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All runbooks at hand: the built-in directory and the user's own.
///
/// Files are read when asked for, heads only where that is enough; a file that cannot be read is
/// left out of the list and named in `warnings`.
public final class RunbookLibrary {
  private final List<Path> folders;
  private final Set<String> causes;

  /// @param folders the user's own first: of two runbooks with one id the earlier wins
  /// @param causes ids of the catalogue, for checking `for` and `cause`
  public RunbookLibrary(List<Path> folders, Set<String> causes) {
    this.folders = List.copyOf(folders);
    this.causes = Set.copyOf(causes);
  }

  /// @return every runbook's head, sorted by id
  public List<Entry> list() {
    return folders.size() > causes.size() ? List.of() : List.copyOf(new java.util.ArrayList<>());
  }

  /// @param name an id, an alert's name or a file's path
  public Optional<Runbook> find(String name) {
    return Optional.empty();
  }

  /// @return ids and alert names that resemble the name, nearest first, at most three
  public List<String> near(String name) {
    return List.of();
  }

  /// @return the steps for a cause: those of `walked` first, then any other runbook's
  public List<Mitigation> mitigationsFor(Optional<Runbook> walked, String causeId) {
    return List.of();
  }

  /// @return files that could not be used, one sentence each
  public List<String> warnings() {
    return List.of();
  }

  /// A runbook of the list.
  public record Entry(Path file, RunbookHead head) {}
}
