package org.haproxydoctor.model;

/// How long a backend's answers took at the beginning of what was read of the log, and at its end.
///
/// @param answersBefore how many the first quarter of the time had
/// @param millisBefore their mean time until the first byte
/// @param answersNow how many the last quarter had
/// @param millisNow their mean time
public record Trend(long answersBefore, long millisBefore, long answersNow, long millisNow) {}
