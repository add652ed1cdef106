package org.haproxydoctor.runbook;

/// A way out that a runbook knows.
///
/// @param runbook id of the runbook that the step is from
public record Mitigation(String runbook, Step step) {}
