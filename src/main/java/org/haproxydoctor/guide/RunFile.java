package org.haproxydoctor.guide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One walk's events on the disk, one line each, and beside them its transcript: both are whole
/// after each event, whatever happens to this program then.
public final class RunFile {
  private static final String ENDING = ".jsonl";
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final String id;
  private final List<Event> events;

  private RunFile(Path folder, String id, List<Event> events) {
    this.folder = folder;
    this.id = id;
    this.events = new ArrayList<>(events);
  }

  /// @param folder of all walks
  public static RunFile begin(Path folder, String id) {
    return new RunFile(folder, id, List.of());
  }

  /// @param id or the beginning of one; of several the latest is meant
  /// @return empty when there is none
  public static Optional<RunFile> named(Path folder, String id) throws IOException {
    List<String> ids = ids(folder);
    return ids.contains(id)
        ? Optional.of(open(folder, id))
        : ids.stream().filter(i -> i.startsWith(id)).findFirst().map(i -> open(folder, i));
  }

  /// @return the latest that did not come to its end
  public static Optional<RunFile> latest(Path folder) throws IOException {
    return ids(folder).stream()
        .map(id -> open(folder, id))
        .filter(r -> !r.isFinished())
        .findFirst();
  }

  /// Latest first: they begin with their time.
  private static List<String> ids(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(f -> f.endsWith(ENDING))
          .map(f -> f.substring(0, f.length() - ENDING.length()))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private static RunFile open(Path folder, String id) {
    List<Event> events = new ArrayList<>();
    try {
      // A crash may have cut a line, and with it a character.
      String text =
          new String(Files.readAllBytes(folder.resolve(id + ENDING)), StandardCharsets.UTF_8);
      text.lines().forEach(line -> EventLine.read(line).ifPresent(events::add));
    } catch (IOException _) {
      // Not readable is nothing to go on with.
    }
    return new RunFile(folder, id, events);
  }

  public String id() {
    return id;
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public Path transcript() {
    return folder.resolve(id + ".md");
  }

  /// @return what it is about; empty when its beginning cannot be read
  public Optional<Event.Asked> asked() {
    return all(Event.Begun.class).findFirst().map(Event.Begun::asked);
  }

  /// @return the last answer to a step
  public Optional<Event.Answer> answer(String step) {
    return all(Event.Answered.class)
        .filter(a -> a.step().equals(step))
        .reduce((_, last) -> last)
        .map(Event.Answered::answer);
  }

  private boolean isFinished() {
    return events.isEmpty() || all(Event.Ended.class).anyMatch(Event.Ended::finished);
  }

  private <E extends Event> Stream<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  /// Keeps an event, and returns when it is on the disk.
  public void add(Event event) throws IOException {
    Files.createDirectories(folder, PRIVATE_FOLDER);
    events.add(event);
    Path file = folder.resolve(id + ENDING);
    if (!Files.exists(file)) {
      Files.createFile(file, PRIVATE_FILE);
    }
    // A line that a crash cut off takes no other line with it.
    Files.writeString(
        file,
        (endsInTheMiddle(file) ? "\n" : "") + EventLine.write(event),
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
    Path fresh = Files.createTempFile(folder, id, ".tmp", PRIVATE_FILE);
    Files.writeString(fresh, Transcript.of(id, events));
    Files.move(fresh, transcript(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean endsInTheMiddle(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length > 0 && bytes[bytes.length - 1] != '\n';
  }
}
