package org.haproxydoctor.observe;

import java.util.Optional;

/// Where this program stands as HAProxy's network goes: what its probes are worth depends on it.
public sealed interface Standpoint {

  /// In the network that HAProxy has, as far as known.
  record Same() implements Standpoint {}

  /// In HAProxy's network namespace, which this run was moved into.
  ///
  /// @param pid a process of that namespace, as this host counts
  record Inside(long pid) implements Standpoint {}

  /// On HAProxy's host, but in another network: nothing is probed.
  ///
  /// @param why one sentence without final stop, with the way out
  record Outside(String why) implements Standpoint {}

  /// On another host than HAProxy: probes are testimony from elsewhere and confirm nothing.
  ///
  /// @param address the literal at which HAProxy answered
  record Afar(String address) implements Standpoint {
    /// @return one sentence without final stop
    public String says() {
      return "HAProxy answered from another host, "
          + address
          + ": what was tried from here is testimony from elsewhere and confirms nothing; run"
          + " haproxy-doctor there";
    }
  }

  /// @return what a reader of a probe's result has to know of it; empty where it counts in full
  default Optional<String> note() {
    return switch (this) {
      case Same _, Inside _ -> Optional.empty();
      case Outside(String why) -> Optional.of(why);
      case Afar afar -> Optional.of(afar.says());
    };
  }
}
