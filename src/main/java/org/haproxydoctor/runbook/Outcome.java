package org.haproxydoctor.runbook;

import java.util.Optional;

/// What a step's result means to the author of the runbook.
///
/// @param say a sentence for the operator, with variables
/// @param cause of the catalogue, or of a `### cause: ID` section of the same file
public record Outcome(
    Condition when, Optional<String> say, Optional<Level> level, Optional<String> cause) {}
