package org.haproxydoctor.mitigate;

/// Why a change is not made.
///
/// @param subject `backend/server`, `backend`, or `socket`
/// @param what one sentence without final stop
/// @param hint the way out, one sentence without final stop
public record Refusal(String subject, String what, String hint) {}
