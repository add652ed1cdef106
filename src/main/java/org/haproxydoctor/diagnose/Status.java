package org.haproxydoctor.diagnose;

/// The verdict of a whole run, in the words of monitoring plugins.
public enum Status {
  OK,
  WARNING,
  CRITICAL,
  UNKNOWN
}
