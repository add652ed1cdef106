package org.haproxydoctor.causes;

import java.util.List;
import java.util.Optional;

/// What the catalogue says of one root cause. All texts are Markdown with no markup but backticks,
/// each on one line.
///
/// @param mechanism one or two sentences
/// @param signs what gives it away
/// @param waysOut concrete, the first one to try first
public record CauseEntry(
    String id,
    String mechanism,
    List<String> signs,
    List<LookAlike> lookAlikes,
    List<String> waysOut) {
  public CauseEntry {
    signs = List.copyOf(signs);
    lookAlikes = List.copyOf(lookAlikes);
    waysOut = List.copyOf(waysOut);
  }

  /// What the cause is mistaken for.
  ///
  /// @param cause its id; empty when it is no cause of the catalogue
  /// @param difference how to tell them apart
  public record LookAlike(Optional<String> cause, String difference) {}

  /// @return the first sentence of the mechanism
  public String inShort() {
    int end = mechanism.indexOf(". ");
    return end < 0 ? mechanism : mechanism.substring(0, end + 1);
  }
}
