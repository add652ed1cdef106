package org.haproxydoctor.model;

import java.util.List;

/// What `haproxy -c` says of the configuration files as they are now (management manual, section
/// 3).
///
/// @param program that was run
/// @param files its `-f` arguments
/// @param accepted whether HAProxy would start, or reload, with them
/// @param complaints what it objects to, each with its place when it told one; empty when accepted
public record FileCheck(
    String program, List<String> files, boolean accepted, List<ConfigLine> complaints) {
  public FileCheck {
    files = List.copyOf(files);
    complaints = List.copyOf(complaints);
  }
}
