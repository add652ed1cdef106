package org.haproxydoctor.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A private network: nothing in it but loopback, and no way out.
///
/// @param enter the command that runs its arguments in there
public record Namespace(List<String> enter) {
  /// An address no packet can be sent to in there (documentation range, RFC 5737).
  static final String UNREACHABLE_INSIDE = "198.51.100.7";

  /// Linux refuses to connect TCP to a multicast address with ENETUNREACH before it sends anything.
  static final String UNREACHABLE_ANYWHERE = "239.255.100.7";

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String SET_UP =
      "ip link set lo up && ip route add unreachable 198.51.100.0/24 && exec \"$@\"";

  public Namespace {
    enter = List.copyOf(enter);
  }

  /// Looks whether this user may make one: root by right, others where the kernel lets them.
  ///
  /// @return empty when it cannot be had here
  public static Optional<Namespace> available() {
    return List.of("-n", "-Urn").stream()
        .map(how -> new Namespace(List.of("unshare", how, "sh", "-c", SET_UP, "sh")))
        .filter(Namespace::works)
        .findFirst();
  }

  /// @return whether it was made by right, and not by giving the user a world of his own
  boolean byRight() {
    return enter.contains("-n");
  }

  /// @return the command that runs another one where the program was started that made the
  ///   namespace this one is in
  static List<String> outside(List<String> command) {
    long starter = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
    List<String> whole =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + starter + "/ns/net", "--"));
    whole.addAll(command);
    return whole;
  }

  public List<String> around(List<String> command) {
    List<String> whole = new ArrayList<>(enter);
    whole.addAll(command);
    return whole;
  }

  private boolean works() {
    try {
      return Finished.run(PATIENCE, around(List.of("true")).toArray(String[]::new)).status() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
