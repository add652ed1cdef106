package org.haproxydoctor.causes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The entries that came with this program.
public final class CauseLibrary {
  private CauseLibrary() {}

  /// @param id of a cause that has an entry
  /// @throws IllegalArgumentException when it has none, or one of another shape
  public static CauseEntry entry(String id) {
    try (InputStream in = CauseLibrary.class.getResourceAsStream(id + ".md")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no entry of " + id);
      }
      return EntryReader.read(id, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
