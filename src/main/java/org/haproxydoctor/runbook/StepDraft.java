package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A step while its text is still being read.
final class StepDraft {
  /// What opened the step.
  enum Origin {
    /// A heading with an id.
    HEADING,
    /// A heading without one, which is a step unless a list follows.
    GROUP,
    /// A list item.
    ITEM,
    /// A whole section that is nothing but text.
    SECTION
  }

  final Origin origin;
  final Phase phase;
  final int line;
  final int level;
  final List<Part> body = new ArrayList<>();
  @Nullable String id;
  String title;
  Optional<Block> block = Optional.empty();
  boolean hasBlock;

  StepDraft(Origin origin, Phase phase, int line, int level, String title) {
    this.origin = origin;
    this.phase = phase;
    this.line = line;
    this.level = level;
    this.title = title;
  }

  /// A step whose title is the first sentence of its text.
  static Optional<StepDraft> ofText(Origin origin, Phase phase, int line, List<Part> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Part first = parts.getFirst();
    List<String> sentences = first instanceof Part.Code ? List.of() : Sentences.of(untick(first));
    String title = sentences.isEmpty() ? "Run by hand" : withoutStop(sentences.getFirst());
    StepDraft draft = new StepDraft(origin, phase, line, Integer.MAX_VALUE, title);
    if (sentences.isEmpty()) {
      draft.body.add(first);
    } else if (sentences.size() > 1) {
      String rest = String.join(" ", sentences.subList(1, sentences.size()));
      draft.body.add(new Part.Paragraph(rest));
    }
    draft.body.addAll(parts.subList(1, parts.size()));
    return Optional.of(draft);
  }

  private static String untick(Part part) {
    String text = part.text();
    return text.startsWith("[ ] ") || text.startsWith("[x] ") ? text.substring(4) : text;
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  Step step(String finalId) {
    return new Step(finalId, title, phase, line, body, block);
  }
}
