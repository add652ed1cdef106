package org.haproxydoctor.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/// Escapes in JSON whatever a terminal would obey, not only what JSON itself demands: DEL, the C1
/// controls and bidirectional overrides too.
final class JsonEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;
  private static final int DELETE = 0x7f;
  private static final int[] ASCII = standardAsciiEscapesForJSON();

  static {
    ASCII[DELETE] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ASCII.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return Printable.unprintable((char) character)
        ? new SerializedString(String.format("\\u%04x", character))
        : null;
  }
}
