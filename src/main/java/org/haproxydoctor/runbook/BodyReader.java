package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.haproxydoctor.runbook.Problems.Place;
import org.jspecify.annotations.Nullable;

/// Walks the blocks of a runbook and sorts them into sections and steps.
final class BodyReader {
  private final boolean annotated;
  private final PartReader parts;
  private final BlockReader blocks;
  private final Problems problems;

  final List<Section> sections = new ArrayList<>();
  final List<StepDraft> drafts = new ArrayList<>();
  private final Set<String> earlier = new LinkedHashSet<>();
  private SectionDraft section = new SectionDraft(Phase.OTHER, "", 1, 0);
  private @Nullable StepDraft step;

  /// A section while its text is still being read.
  private static final class SectionDraft {
    final Phase phase;
    final String title;
    final int line;
    final int level;
    final List<Part> text = new ArrayList<>();
    boolean hadSteps;

    SectionDraft(Phase phase, String title, int line, int level) {
      this.phase = phase;
      this.title = title;
      this.line = line;
      this.level = level;
    }
  }

  BodyReader(boolean annotated, PartReader parts, BlockReader blocks, Problems problems) {
    this.annotated = annotated;
    this.parts = parts;
    this.blocks = blocks;
    this.problems = problems;
  }

  void block(Node node, int line) {
    switch (node) {
      case Heading h -> heading(InlineText.of(h), h.getLevel(), line);
      case ListBlock l when section.phase.hasSteps() && !inHeadedStep() -> items(l);
      case FencedCodeBlock f when BlockReader.isDoctor(PartReader.language(f), f.getLiteral()) ->
          doctor(f, line);
      case FencedCodeBlock _, IndentedCodeBlock _ -> text(parts.read(node), true);
      default -> text(parts.read(node), false);
    }
  }

  /// Reads a heading that its author did not mean as one.
  void text(Heading heading) {
    text(parts.read(heading), false);
  }

  /// Closes what is still open.
  void end() {
    closeSection();
  }

  private boolean inHeadedStep() {
    return step != null && step.origin == StepDraft.Origin.HEADING;
  }

  private void heading(String title, int level, int line) {
    boolean nested = section.phase.hasSteps() && level > section.level;
    Optional<String> cause = Headings.cause(title);
    Optional<Headings.StepHeading> id = Headings.step(title).filter(s -> nested || isStepId(s));
    Optional<Phase> phase = Headings.phase(title, level, nested);
    if (cause.isPresent()) {
      open(new StepDraft(StepDraft.Origin.HEADING, Phase.MITIGATION, line, level, title));
      ownCause(cause.get(), line);
    } else if (id.isPresent()) {
      Phase own = nested ? section.phase : phaseOf(id.get().id());
      StepDraft draft = new StepDraft(StepDraft.Origin.HEADING, own, line, level, id.get().title());
      draft.id = id.get().id();
      open(draft);
    } else if (phase.isPresent() || level <= section.level || section.level == 0) {
      closeSection();
      section = new SectionDraft(phase.orElse(Phase.OTHER), title, line, level);
    } else if (nested && !(step != null && inHeadedStep() && level > step.level)) {
      open(new StepDraft(StepDraft.Origin.GROUP, section.phase, line, level, title));
    } else {
      text(List.of(new Part.Paragraph(title)), false);
    }
  }

  private boolean isStepId(Headings.StepHeading heading) {
    return annotated && "DMVE".indexOf(heading.id().charAt(0)) >= 0;
  }

  private static Phase phaseOf(String id) {
    return switch (id.charAt(0)) {
      case 'D' -> Phase.DIAGNOSIS;
      case 'M' -> Phase.MITIGATION;
      case 'V' -> Phase.VERIFICATION;
      default -> Phase.ESCALATION;
    };
  }

  private void ownCause(String cause, int line) {
    if (step != null) {
      step.id = "cause: " + cause;
      Task note = new Task.Note(Optional.empty());
      step.block =
          Optional.of(
              new Block(note, List.of(), List.of(cause), Optional.empty(), List.of(), line));
    }
  }

  private void items(ListBlock list) {
    if (step != null && step.origin == StepDraft.Origin.GROUP) {
      section.text.addAll(step.body);
      step = null;
    }
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      List<Part> text = parts.children(item);
      int line = item.getSourceSpans().getFirst().getLineIndex() + 1;
      StepDraft.ofText(StepDraft.Origin.ITEM, section.phase, line, text).ifPresent(this::open);
    }
  }

  private void doctor(FencedCodeBlock fence, int line) {
    if (!annotated) {
      problems.warning(
          "RB009",
          Place.line(line),
          "doctor block is shown, not run: the front matter does not say haproxy-doctor: 1");
      text(parts.read(fence), true);
    } else if (step == null) {
      problems.error("RB024", Place.line(line), "doctor block outside a step");
    } else if (step.hasBlock) {
      problems.error("RB025", Place.line(line), "second doctor block in one step");
    } else {
      step.hasBlock = true;
      int column =
          fence.getSourceSpans().size() > 1 ? fence.getSourceSpans().get(1).getColumnIndex() : 0;
      int indent = column + fence.getFenceIndent();
      YamlText yaml = new YamlText(fence.getLiteral(), new YamlText.Origin(line + 1, indent));
      Optional<Block> block = blocks.read(yaml, line, earlier);
      step.block = step.block.isPresent() ? step.block : block;
    }
  }

  private void text(List<Part> text, boolean code) {
    if (step != null && (step.origin != StepDraft.Origin.ITEM || code)) {
      step.body.addAll(text);
      return;
    }
    closeStep();
    section.text.addAll(text);
  }

  private void open(StepDraft draft) {
    closeStep();
    step = draft;
    section.hadSteps = true;
  }

  private void closeStep() {
    if (step != null) {
      drafts.add(step);
      if (step.id != null) {
        earlier.add(step.id);
      }
      step = null;
    }
  }

  private void closeSection() {
    closeStep();
    if (section.phase.hasSteps() && !section.hadSteps) {
      StepDraft.ofText(StepDraft.Origin.SECTION, section.phase, section.line, section.text)
          .ifPresent(draft -> {
            drafts.add(draft);
            section.text.clear();
          });
    }
    if (section.level > 0 || !section.text.isEmpty()) {
      sections.add(new Section(section.phase, section.title, section.line, section.text));
    }
  }
}
