package org.haproxydoctor.runbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.haproxydoctor.runbook.Problems.Place;

/// Reads a runbook: ordinary Markdown, with or without `doctor:` blocks.
///
/// Whatever is wrong becomes a [Problem] of the runbook; nothing is fatal, and `runbook lint` shows
/// exactly what this parser found.
final class RunbookParser {
  private final Set<String> causes;

  /// @param causes ids of the catalogue, for checking `for` and `cause`; empty to leave them alone
  RunbookParser(Set<String> causes) {
    this.causes = Set.copyOf(causes);
  }

  /// @param source the file as the user would name it; its stem is the id when none is given
  Runbook parse(String source, String text) {
    Problems problems = new Problems();
    String clean = withoutShortcodes(unix(text));
    FrontMatter matter = FrontMatter.split(clean, problems);
    RunbookHead head = new HeadReader(RunbookFile.stem(source), problems).read(matter);
    if (text.isBlank()) {
      problems.warning("RB002", Place.line(1), "the file is empty; the built-in checks still run");
      return new Runbook(source, head, List.of(), List.of(), problems.sorted());
    }
    Node document =
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build().parse(matter.body());
    List<String> lines = matter.body().lines().toList();
    BodyReader body = read(document, head.annotated(), lines, problems);
    List<Step> steps = numbered(body.drafts);
    new CrossCheck(head, problems).check(body.sections, steps);
    return new Runbook(source, head, body.sections, steps, problems.sorted());
  }

  /// Reads only what a runbook says of itself.
  static RunbookHead head(String source, String text) {
    Problems unheard = new Problems();
    FrontMatter matter = FrontMatter.split(unix(text), unheard);
    return new HeadReader(RunbookFile.stem(source), unheard).read(matter);
  }

  private static String unix(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private BodyReader read(Node document, boolean annotated, List<String> lines, Problems problems) {
    BlockReader blocks = new BlockReader(withOwn(document), problems);
    BodyReader body = new BodyReader(annotated, new PartReader(lines), blocks, problems);
    boolean closes = true;
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      int line =
          node.getSourceSpans().isEmpty() ? 1 : node.getSourceSpans().getFirst().getLineIndex() + 1;
      if (node instanceof HtmlBlock html && opensDetails(html)) {
        Optional<Node> end = closes ? endOfDetails(node) : Optional.empty();
        if (closes && end.isEmpty()) {
          closes = false;
          problems.warning("RB028", Place.line(line), "<details> is never closed");
        }
        node = end.orElse(node);
      } else if (node instanceof Heading h && isUnderlinedText(h, lines)) {
        body.text(h);
      } else {
        if (node instanceof FencedCodeBlock f && f.getClosingFenceLength() == null) {
          problems.warning("RB029", Place.line(line), "code fence is never closed");
        }
        body.block(node, line);
      }
    }
    body.end();
    return body;
  }

  /// A rule right under a paragraph makes it a heading in CommonMark; authors mean a rule.
  private static boolean isUnderlinedText(Heading heading, List<String> lines) {
    if (heading.getSourceSpans().size() < 2) {
      return false;
    }
    String last = lines.get(heading.getSourceSpans().getLast().getLineIndex()).strip();
    return last.startsWith("-");
  }

  private static boolean opensDetails(HtmlBlock html) {
    String low = html.getLiteral().toLowerCase(Locale.ROOT);
    return low.contains("<details") && !low.contains("</details");
  }

  private static Optional<Node> endOfDetails(Node opening) {
    for (Node node = opening.getNext(); node != null; node = node.getNext()) {
      if (node instanceof HtmlBlock html
          && html.getLiteral().toLowerCase(Locale.ROOT).contains("</details")) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  private Set<String> withOwn(Node document) {
    if (causes.isEmpty()) {
      return causes;
    }
    Set<String> all = new HashSet<>(causes);
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading h) {
        Headings.cause(InlineText.of(h)).ifPresent(all::add);
      }
    }
    return all;
  }

  /// Gives an id to each step that has none: the phase's letter and the next free number.
  private static List<Step> numbered(List<StepDraft> drafts) {
    Set<String> taken = new HashSet<>();
    for (StepDraft draft : drafts) {
      if (draft.id != null) {
        taken.add(draft.id);
      }
    }
    Map<Character, Integer> last = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (StepDraft draft : drafts) {
      String id = draft.id;
      while (id == null) {
        String candidate =
            draft.phase.letter() + "" + last.merge(draft.phase.letter(), 1, Integer::sum);
        id = taken.contains(candidate) ? null : candidate;
      }
      steps.add(draft.step(id));
    }
    return steps;
  }

  /// Blanks `{{% … %}}` and `{{< … >}}`, which site generators replace.
  private static String withoutShortcodes(String text) {
    if (!text.contains("{{%") && !text.contains("{{<")) {
      return text;
    }
    return text.lines()
        .map(RunbookParser::withoutShortcode)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String withoutShortcode(String line) {
    String rest = line;
    for (String[] pair : new String[][] {{"{{%", "%}}"}, {"{{<", ">}}"}}) {
      StringBuilder kept = new StringBuilder();
      int from = 0;
      for (int at = rest.indexOf(pair[0]); at >= 0; at = rest.indexOf(pair[0], from)) {
        int end = rest.indexOf(pair[1], at);
        if (end < 0) {
          break;
        }
        kept.append(rest, from, at);
        from = end + pair[1].length();
      }
      rest = kept.append(rest.substring(from)).toString();
    }
    return rest;
  }
}
