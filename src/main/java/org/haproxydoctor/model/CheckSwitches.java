package org.haproxydoctor.model;

import java.util.Optional;
import java.util.OptionalInt;

/// Which checks of a server are configured and which of them run, from `show servers state`
/// (HAProxy `CHK_ST_*`, `include/haproxy/check-t.h`).
///
/// @param health the bits of `srv_check_state`; empty when not told
/// @param agent the bits of `srv_agent_state`; empty when not told
/// @param agentPort `srv_agent_port` when not 0 (2.4 and later)
/// @param agentAddress `srv_agent_addr` (2.4 and later)
public record CheckSwitches(
    OptionalInt health, OptionalInt agent, OptionalInt agentPort, Optional<String> agentAddress) {
  public static final CheckSwitches UNKNOWN =
      new CheckSwitches(
          OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());

  private static final int CONFIGURED = 0x02;
  private static final int ENABLED = 0x04;

  /// @return whether someone switched the configured health check off (`disable health`)
  public boolean healthIsOff() {
    return hasHealth() && !has(health, ENABLED);
  }

  public boolean hasHealth() {
    return has(health, CONFIGURED);
  }

  public boolean hasAgent() {
    return has(agent, CONFIGURED);
  }

  /// @return whether someone switched the configured agent check off (`disable agent`)
  public boolean agentIsOff() {
    return hasAgent() && !has(agent, ENABLED);
  }

  private static boolean has(OptionalInt bits, int bit) {
    return bits.isPresent() && (bits.getAsInt() & bit) != 0;
  }
}
