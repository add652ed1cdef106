package org.haproxydoctor.diagnose;

/// How bad a finding is for the people who use the service, worst first.
public enum Severity {
  CRITICAL,
  WARNING,
  INFO
}
