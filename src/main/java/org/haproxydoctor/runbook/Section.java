package org.haproxydoctor.runbook;

import java.util.List;

/// The text of a section outside its steps: what stands before, between and after them.
///
/// @param line of the heading, from 1
public record Section(Phase phase, String title, int line, List<Part> text) {
  public Section {
    text = List.copyOf(text);
  }
}
