package org.haproxydoctor.model;

import org.haproxydoctor.model.host.Family;

/// What HAProxy counts of one nameserver since it started (`show resolvers`).
///
/// @param resolvers the section's name
/// @param nameserver its name in there; of one taken from resolv.conf its address
/// @param sent questions sent
/// @param failed questions that could not be sent, `snd_error`
/// @param answered answers of every kind, refusals included; the counter called `timeout` is none,
///   and stays 0 while a nameserver is silent (seen on 2.0 to 3.4)
public record NameserverCounters(
    String resolvers, String nameserver, long sent, long failed, long answered) {
  /// Fewer may all be from before it fell silent.
  private static final int ENOUGH = 5;

  /// @return whether it was taken from resolv.conf: its name is its address then
  public boolean isFromSystem() {
    return Family.of(nameserver).isPresent();
  }

  /// @return whether more than the last question has no answer, now or from long ago
  public boolean missesAnswers() {
    return sent + failed - answered > 1;
  }

  /// @return whether it is known to answer as often as it is asked; the last question may still be
  ///   on its way
  public boolean keepsUp() {
    return answered >= ENOUGH && !missesAnswers();
  }
}
