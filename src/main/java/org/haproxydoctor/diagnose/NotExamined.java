package org.haproxydoctor.diagnose;

/// A question left open.
///
/// @param what a cause's id, or the witness that was not heard, such as `log`
/// @param reason one sentence without final stop
public record NotExamined(String what, String reason) {}
