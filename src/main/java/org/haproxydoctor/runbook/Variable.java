package org.haproxydoctor.runbook;

import java.util.Optional;

/// A value that a runbook leaves open, written `${name}`.
public record Variable(String name, VariableType type, Optional<String> standard) {}
