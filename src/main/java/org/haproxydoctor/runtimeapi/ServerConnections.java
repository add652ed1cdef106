package org.haproxydoctor.runtimeapi;

import java.util.OptionalLong;
import org.haproxydoctor.model.ServerRef;

/// One row of `show servers conn` (HAProxy 2.2 and later).
///
/// @param used connections in use, `used_cur`
/// @param mostUsed the most in use at a time, `used_max`
/// @param needed what the pool's estimate is, `need_est`
/// @param idle kept open for reuse, `idle_cur`
/// @param idleLimit `idle_lim`, empty when unlimited
public record ServerConnections(
    ServerRef ref,
    OptionalLong used,
    OptionalLong mostUsed,
    OptionalLong needed,
    OptionalLong idle,
    OptionalLong idleLimit) {}
