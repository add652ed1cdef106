package org.haproxydoctor.model;

import java.util.OptionalLong;

/// A `frontend`, or the client side of a `listen` section, from `show stat`.
///
/// @param status `OPEN`, `FULL`, `PAUSED` or `STOP`
/// @param sessions current sessions, `scur`
/// @param limit `maxconn`, `slim`
public record Frontend(
    String name, String status, String mode, OptionalLong sessions, OptionalLong limit) {}
