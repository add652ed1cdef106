package org.haproxydoctor.runtimeapi;

/// Cuts cells out of an answer, one copy of each word that comes again and again: most cells of a
/// dump are empty, `0` or one of a handful of words.
final class CellText {
  private static final int SLOTS = 1 << 12;
  private static final int LONGEST_SHARED = 24;

  private final String text;
  private final String[] shared = new String[SLOTS];

  CellText(String text) {
    this.text = text;
  }

  /// @param hash of the characters between the two positions, as [String#hashCode()] has it
  String cut(int start, int end, int hash) {
    int length = end - start;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST_SHARED) {
      return text.substring(start, end);
    }
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    String seen = shared[slot];
    if (seen == null || seen.length() != length || !text.startsWith(seen, start)) {
      seen = text.substring(start, end);
      shared[slot] = seen;
    }
    return seen;
  }
}
