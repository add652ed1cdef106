package org.haproxydoctor.config;

import java.util.ArrayList;
import java.util.List;
import org.haproxydoctor.model.ConfigLine;

/// What of a check could not be taken into account, as sentences for the reader; each begins with
/// its place in the configuration where a single line says so.
final class Notes {
  private final List<String> sentences = new ArrayList<>();

  void add(String sentence) {
    sentences.add(sentence);
  }

  void add(ConfigLine line, String sentence) {
    sentences.add(line.place() + ": " + sentence);
  }

  void addAll(List<String> more) {
    sentences.addAll(more);
  }

  List<String> list() {
    return sentences.stream().distinct().toList();
  }
}
