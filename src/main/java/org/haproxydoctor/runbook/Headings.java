package org.haproxydoctor.runbook;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What headings say: phases by name and synonym, steps by id, an author's own causes.
final class Headings {
  private static final Pattern STEP = Pattern.compile("([A-Z]\\d{1,3})(?:[.:)]|\\s)\\s*(.*)");
  private static final Pattern CAUSE = Pattern.compile("(?i:cause)\\s*:\\s*([a-z0-9][a-z0-9-]*)");
  private static final Pattern NUMBER = Pattern.compile("^(?:step\\s+)?\\d+(?:\\.\\d+)*[.):]?\\s+");

  private static final Map<String, Phase> PRIMARY =
      Map.of(
          "meaning", Phase.MEANING,
          "impact", Phase.IMPACT,
          "diagnosis", Phase.DIAGNOSIS,
          "mitigation", Phase.MITIGATION,
          "verification", Phase.VERIFICATION,
          "escalation", Phase.ESCALATION,
          "prevention", Phase.PREVENTION);

  private static final Map<String, Phase> SYNONYMS =
      Map.ofEntries(
          Map.entry("description", Phase.MEANING),
          Map.entry("overview", Phase.MEANING),
          Map.entry("summary", Phase.MEANING),
          Map.entry("symptoms", Phase.MEANING),
          Map.entry("symptoms and error messages", Phase.MEANING),
          Map.entry("user impact", Phase.IMPACT),
          Map.entry("business impact", Phase.IMPACT),
          Map.entry("diagnose", Phase.DIAGNOSIS),
          Map.entry("diagnostics", Phase.DIAGNOSIS),
          Map.entry("diagnostic steps", Phase.DIAGNOSIS),
          Map.entry("immediate diagnosis", Phase.DIAGNOSIS),
          Map.entry("root cause analysis", Phase.DIAGNOSIS),
          Map.entry("investigation", Phase.DIAGNOSIS),
          Map.entry("investigate", Phase.DIAGNOSIS),
          Map.entry("triage", Phase.DIAGNOSIS),
          Map.entry("troubleshooting", Phase.DIAGNOSIS),
          Map.entry("mitigate", Phase.MITIGATION),
          Map.entry("resolution", Phase.MITIGATION),
          Map.entry("remediation", Phase.MITIGATION),
          Map.entry("solution", Phase.MITIGATION),
          Map.entry("fix", Phase.MITIGATION),
          Map.entry("recovery", Phase.MITIGATION),
          Map.entry("recovery steps", Phase.MITIGATION),
          Map.entry("emergency recovery steps", Phase.MITIGATION),
          Map.entry("verify", Phase.VERIFICATION),
          Map.entry("validation", Phase.VERIFICATION),
          Map.entry("confirmation", Phase.VERIFICATION),
          Map.entry("escalate", Phase.ESCALATION),
          Map.entry("escalation path", Phase.ESCALATION),
          Map.entry("when to escalate", Phase.ESCALATION),
          Map.entry("preventative measures", Phase.PREVENTION),
          Map.entry("preventive measures", Phase.PREVENTION),
          Map.entry("prevention and monitoring", Phase.PREVENTION));

  private Headings() {}

  /// A step's heading.
  record StepHeading(String id, String title) {}

  static Optional<StepHeading> step(String heading) {
    Matcher m = STEP.matcher(heading.strip());
    return m.matches()
        ? Optional.of(new StepHeading(m.group(1), m.group(2).strip()))
        : Optional.empty();
  }

  /// @return the id in a heading `cause: my-id`
  static Optional<String> cause(String heading) {
    Matcher m = CAUSE.matcher(heading.strip());
    return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
  }

  /// @param nested the heading stands inside a phase: there only the phases' own names count
  static Optional<Phase> phase(String heading, int level, boolean nested) {
    String bare = bare(heading);
    Phase phase = PRIMARY.get(bare);
    if (phase == null && !nested) {
      phase = SYNONYMS.get(bare);
    }
    if (phase == null && !nested && level > 1) {
      int end = bare.indexOf(' ');
      phase = end < 0 ? null : PRIMARY.get(bare.substring(0, end));
    }
    return Optional.ofNullable(phase);
  }

  private static String bare(String heading) {
    String low = NUMBER.matcher(heading.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    int start = 0;
    int end = low.length();
    while (start < end && !Character.isLetterOrDigit(low.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(low.charAt(end - 1))) {
      end--;
    }
    return low.substring(start, end);
  }

  /// @return the text of the first `# Title` line outside code fences
  static Optional<String> firstTitle(String body) {
    boolean fenced = false;
    int at = 0;
    while (at < body.length()) {
      int end = body.indexOf('\n', at);
      end = end < 0 ? body.length() : end;
      if (body.startsWith("```", at) || body.startsWith("~~~", at)) {
        fenced = !fenced;
      } else if (!fenced && body.startsWith("# ", at)) {
        String title = body.substring(at + 2, end).replaceAll("\\s+#+\\s*$", "").strip();
        return title.isEmpty() ? Optional.empty() : Optional.of(title);
      }
      at = end + 1;
    }
    return Optional.empty();
  }
}
