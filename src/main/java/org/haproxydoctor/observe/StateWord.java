package org.haproxydoctor.observe;

import java.util.Locale;
import org.haproxydoctor.model.Backend;
import org.haproxydoctor.model.Frontend;
import org.haproxydoctor.model.Server;

/// The states an overview can be narrowed down to, worst first.
public enum StateWord {
  /// A server HAProxy found dead, a backend nobody serves, a frontend that takes no connections.
  DOWN,
  /// Stopping: persistent sessions only.
  NOLB,
  MAINT,
  DRAIN,
  /// Up with a weight of 0: no balanced traffic.
  WEIGHT0,
  /// A word that is not known.
  OTHER,
  /// Still up, but its checks fail or have not run yet.
  FAILING,
  NO_CHECK,
  UP;

  /// @return the word that fits best
  public static StateWord of(Listed item) {
    return switch (item) {
      case Listed.OfFrontend(Frontend frontend) -> frontend.status().equals("OPEN") ? UP : DOWN;
      case Listed.OfBackend(Backend backend) -> backend(backend);
      case Listed.OfServer(Server server) -> server(server);
    };
  }

  /// @return as written on the command line: `no-check`
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static StateWord backend(Backend backend) {
    return switch (backend.status()) {
      case "UP" -> UP;
      case "DOWN" -> DOWN;
      default -> OTHER;
    };
  }

  private static StateWord server(Server server) {
    return switch (server.status().word()) {
      case DOWN, DOWN_GOING_UP, DOWN_BY_AGENT -> DOWN;
      case NOLB -> NOLB;
      case DRAIN -> DRAIN;
      case MAINT, MAINT_RESOLUTION, MAINT_SPARE, MAINT_VIA -> MAINT;
      case OTHER -> OTHER;
      case UP_GOING_DOWN -> server.weight() == 0 ? WEIGHT0 : FAILING;
      case NO_CHECK -> server.weight() == 0 ? WEIGHT0 : NO_CHECK;
      case UP -> server.weight() == 0 ? WEIGHT0 : UP;
    };
  }
}
