package org.haproxydoctor.mitigate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxydoctor.model.CannotLookException;

/// Every change ever sent, one line of JSON each time something is known of one; lines are only
/// added.
///
/// A line is on the disk before what it tells of is done, so that whatever happens to this program
/// the next one knows what may have been sent.
public final class Journal {
  private static final String NAME = "journal.jsonl";
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;

  /// @param folder made when the first line is written
  public Journal(Path folder) {
    this.folder = folder;
  }

  /// @param home of the user as the system knows it, where the environment has no `$HOME`
  /// @return the folder for this user, by the XDG base directory specification
  /// @throws CannotLookException where there is no absolute path among them
  public static Path folder(Map<String, String> environment, String home) {
    return absolute(environment.get("XDG_STATE_HOME"))
        .or(() ->
            absolute(environment.get("HOME"))
                .or(() -> absolute(home))
                .map(h -> h.resolve(".local").resolve("state")))
        .map(f -> f.resolve("haproxy-doctor"))
        .orElseThrow(() ->
            new CannotLookException(
                "there is no place for the journal of changes",
                "set HOME or XDG_STATE_HOME to an absolute path"));
  }

  /// @return why the journal could not be written or read, in words
  public static String why(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case NoSuchFileException e -> e.getFile() + ": no such file or folder";
      case FileAlreadyExistsException e -> e.getFile() + " is no folder";
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static Optional<Path> absolute(@org.jspecify.annotations.Nullable String path) {
    return Optional.ofNullable(path)
        .filter(p -> p.startsWith("/") && p.indexOf('\0') < 0)
        .map(Path::of);
  }

  public Path file() {
    return folder.resolve(NAME);
  }

  /// Adds one line, and returns when it is on the disk.
  ///
  /// @throws IOException when it could not be written: then nothing may be sent
  public void add(Entry entry) throws IOException {
    Files.createDirectories(folder, PRIVATE_FOLDER);
    try (FileChannel channel =
            FileChannel.open(
                file(),
                Set.of(
                    StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PRIVATE_FILE);
        FileLock _ = channel.lock()) {
      // A line that a crash cut off stays what it is, and takes no other line with it.
      String ended = endsInTheMiddle(channel) ? "\n" : "";
      ByteBuffer line =
          ByteBuffer.wrap((ended + JournalLine.write(entry)).getBytes(StandardCharsets.UTF_8));
      channel.position(channel.size());
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
  }

  private static boolean endsInTheMiddle(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
  }

  /// @return the changes, oldest first
  public History read() throws IOException {
    Map<String, Recorded> changes = new LinkedHashMap<>();
    Map<String, Rolled> rollings = new LinkedHashMap<>();
    int unreadable = 0;
    for (String line : lines()) {
      Optional<Entry> entry = JournalLine.read(line);
      switch (entry.orElse(null)) {
        case Entry.Begun begun ->
            changes.put(begun.id(), new Recorded(begun, Optional.empty(), Optional.empty()));
        case Entry.Ended ended ->
            changes.computeIfPresent(
                ended.id(), (_, c) -> new Recorded(c.begun(), Optional.of(ended), c.undoneBy()));
        case Entry.RollingBegun begun -> rollings.put(begun.id(), new Rolled(begun, List.of()));
        case Entry.RollingPassed passed ->
            rollings.computeIfPresent(passed.id(), (_, r) -> r.with(passed.server()));
        case null -> unreadable++;
      }
    }
    List<Recorded> all = new ArrayList<>(changes.values());
    all.replaceAll(
        c -> new Recorded(c.begun(), c.ended(), undoneBy(c.begun().id(), changes.values())));
    return new History(all, List.copyOf(rollings.values()), unreadable);
  }

  private List<String> lines() throws IOException {
    try {
      return new String(Files.readAllBytes(file()), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  private static Optional<String> undoneBy(String id, Iterable<Recorded> all) {
    for (Recorded other : all) {
      boolean done =
          other
              .ended()
              .map(Entry.Ended::outcome)
              .filter(Entry.Outcome.VERIFIED::equals)
              .isPresent();
      if (done && other.begun().undoes().contains(id)) {
        return Optional.of(other.begun().id());
      }
    }
    return Optional.empty();
  }
}
