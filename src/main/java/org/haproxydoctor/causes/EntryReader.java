package org.haproxydoctor.causes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.causes.CauseEntry.LookAlike;

/// Reads an entry of the catalogue, whose shape is fixed: a heading with the id, a paragraph, and
/// three sections of bullets.
final class EntryReader {
  private static final String SIGNS = "What gives it away";
  private static final String LOOK_ALIKES = "Look-alikes";
  private static final String WAYS_OUT = "Way out";
  private static final List<String> SECTIONS = List.of(SIGNS, LOOK_ALIKES, WAYS_OUT);
  private static final Pattern LOOK_ALIKE = Pattern.compile("`([a-z0-9-]+)`: (.+)");

  private final String id;
  private final List<String> lines;

  private EntryReader(String id, List<String> lines) {
    this.id = id;
    this.lines = lines;
  }

  /// @throws IllegalArgumentException saying what is not as it should be
  static CauseEntry read(String id, String markdown) {
    return new EntryReader(id, markdown.lines().toList()).read();
  }

  private CauseEntry read() {
    if (lines.isEmpty() || !lines.getFirst().equals("# " + id)) {
      throw wrong("does not begin with the line '# " + id + "'");
    }
    List<String> titles =
        lines.stream().filter(l -> l.startsWith("## ")).map(l -> l.substring(3).strip()).toList();
    if (!titles.equals(SECTIONS)) {
      throw wrong("has the sections " + titles + " instead of " + SECTIONS);
    }
    String mechanism = String.join(" ", stripped(between("# " + id, "## " + SIGNS)));
    if (mechanism.isEmpty()) {
      throw wrong("does not say what happens");
    }
    return new CauseEntry(
        id,
        mechanism,
        bullets(SIGNS, LOOK_ALIKES),
        bullets(LOOK_ALIKES, WAYS_OUT).stream().map(EntryReader::lookAlike).toList(),
        bullets(WAYS_OUT, ""));
  }

  private static LookAlike lookAlike(String bullet) {
    Matcher named = LOOK_ALIKE.matcher(bullet);
    return named.matches()
        ? new LookAlike(Optional.of(named.group(1)), named.group(2))
        : new LookAlike(Optional.empty(), bullet);
  }

  /// @param next title of the section that follows; empty for the last one
  private List<String> bullets(String title, String next) {
    List<String> bullets = new ArrayList<>();
    for (String line : between("## " + title, "## " + next)) {
      if (line.startsWith("- ")) {
        bullets.add(line.substring(2).strip());
      } else if (line.startsWith("  ") && !bullets.isEmpty()) {
        bullets.add(bullets.removeLast() + " " + line.strip());
      } else if (!line.isBlank()) {
        throw wrong("has a line in '" + title + "' that belongs to no bullet: " + line);
      }
    }
    if (bullets.isEmpty()) {
      throw wrong("has nothing in '" + title + "'");
    }
    return bullets;
  }

  private List<String> between(String first, String end) {
    int last = lines.indexOf(end);
    return lines.subList(lines.indexOf(first) + 1, last < 0 ? lines.size() : last);
  }

  private static List<String> stripped(List<String> some) {
    return some.stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("the entry of " + id + " " + what);
  }
}
