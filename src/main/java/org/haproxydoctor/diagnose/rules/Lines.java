package org.haproxydoctor.diagnose.rules;

import java.util.List;
import org.haproxydoctor.diagnose.Evidence;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ServerRef;

/// Configuration lines in the form of evidence: keyword apart from what it is given.
final class Lines {
  private static final List<String> FAMILIES = List.of("option ", "http-check ", "timeout ");

  private Lines() {}

  static Evidence evidence(ServerRef subject, ConfigLine line) {
    String text = line.text();
    int end = text.indexOf(' ');
    if (FAMILIES.stream().anyMatch(text::startsWith)) {
      end = text.indexOf(' ', end + 1);
    }
    String keyword = end < 0 ? text : text.substring(0, end);
    String value = end < 0 ? "" : text.substring(end + 1);
    return new Evidence(
        Evidence.Witness.CONFIGURATION, line.place(), subject.toString(), keyword, value);
  }
}
