package org.haproxydoctor.report;

import java.util.List;
import java.util.Optional;
import org.haproxydoctor.diagnose.Status;
import org.haproxydoctor.model.ShortList;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.Variation;
import org.haproxydoctor.observe.Probed;

/// Probes for people: a line for each subject, HAProxy's own verdict beneath it.
public final class TextProbe {
  private static final String INDENT = "         ";
  private static final int MOST_PROBLEMS = 5;

  /// With more subjects than these, those that ended alike are told together.
  private static final int MOST_SUBJECTS = 20;

  private static final int MOST_GROUPS = 20;
  private static final int MOST_NAMES = 6;
  private static final int MOST_NOTES = 3;

  private TextProbe() {}

  public static void write(ProbeReport report, Page page) {
    if (report.probed().size() > MOST_SUBJECTS) {
      groups(AlikeProbes.of(report.probed()), page);
    } else {
      report.probed().forEach(probed -> subject(probed, page));
    }
    if (!report.notUnderstood().isEmpty()) {
      page.paragraph(
          "", "  ", "Configuration: " + ShortList.of(report.notUnderstood(), MOST_PROBLEMS));
    }
    Gentleness.of(report.probed().stream().map(Probed::connections).toList())
        .sentence()
        .ifPresent(s -> page.paragraph(Page.Style.FAINT, "Probes: ", "  ", s));
    Status status = report.status();
    if (report.probed().size() > 1) {
      long passed = report.probed().stream().filter(p -> p.passed().orElse(false)).count();
      page.line(status.name() + "  " + passed + " of " + report.probed().size() + " pass");
    }
  }

  private static void groups(List<AlikeProbes> groups, Page page) {
    groups.stream().limit(MOST_GROUPS).forEach(group -> group(group, page));
    if (groups.size() > MOST_GROUPS) {
      int left = groups.stream().skip(MOST_GROUPS).mapToInt(g -> g.members().size()).sum();
      page.line("and " + left + " that ended in other ways; see --output json");
    }
  }

  private static void group(AlikeProbes group, Page page) {
    AlikeProbes.Common common = group.common();
    int count = group.members().size();
    if (count == 1) {
      subject(group.members().getFirst(), page);
      return;
    }
    word(common.passed(), page).line(Page.Style.STRONG, count + " alike");
    page.paragraph(INDENT, INDENT + "  ", common.outcome());
    page.paragraph(INDENT, INDENT + "  ", ShortList.of(group.names(), MOST_NAMES));
    common
        .agrees()
        .ifPresent(agrees -> page.line(INDENT + (agrees ? "HAProxy agrees" : "HAProxy DISAGREES")));
    if (!group.notes().isEmpty()) {
      page.paragraph(INDENT + "Note: ", INDENT + "  ", ShortList.of(group.notes(), MOST_NOTES));
    }
    if (!group.times().isEmpty()) {
      page.line(Page.Style.FAINT, INDENT + ProbeWords.range(group.times()));
    }
    common.change().ifPresent(change -> change(change, page));
  }

  private static Page word(Optional<Boolean> passed, Page page) {
    return page.text(
        passed.isEmpty() ? Page.Style.WARN : passed.get() ? Page.Style.GOOD : Page.Style.BAD,
        passed.isEmpty() ? "unknown  " : passed.get() ? "pass     " : "FAIL     ");
  }

  private static void change(String change, Page page) {
    page.paragraph(INDENT, INDENT + "  ", "It passes with one change: " + change);
  }

  private static void subject(Probed probed, Page page) {
    word(probed.passed(), page)
        .text(Page.Style.STRONG, probed.subject())
        .line(
            probed
                .endpoint()
                .map(Object::toString)
                .filter(e -> !e.equals(probed.subject()))
                .map(e -> "  " + e)
                .orElse(""));
    page.paragraph(INDENT, INDENT + "  ", ProbeWords.outcome(probed));
    probed.server().ifPresent(s -> page.paragraph(INDENT, INDENT + "  ", haproxy(probed)));
    probed.notes().forEach(note -> page.paragraph(INDENT + "Note: ", INDENT + "  ", note));
    probed.result().ifPresent(result -> tls(result, page));
    probed
        .result()
        .map(ProbeResult::timings)
        .map(ProbeWords::timings)
        .ifPresent(t -> page.line(Page.Style.FAINT, INDENT + t));
    probed.explanation().map(Variation::change).ifPresent(change -> change(change, page));
  }

  private static void tls(ProbeResult result, Page page) {
    result.tls().map(ProbeWords::tls).ifPresent(t -> faint(t, page));
    result
        .seen()
        .certificate()
        .ifPresent(c -> {
          faint(ProbeWords.certificate(c), page);
          if (!c.fingerprint().isEmpty()) {
            faint("SHA-256 " + c.fingerprint(), page);
          }
        });
    result.seen().request().map(ProbeWords::request).ifPresent(r -> faint(r, page));
    result.seen().alert().map(a -> "ended by the TLS alert " + a).ifPresent(a -> faint(a, page));
  }

  private static void faint(String text, Page page) {
    page.paragraph(Page.Style.FAINT, INDENT, INDENT + "  ", text);
  }

  private static String haproxy(Probed probed) {
    String says = ProbeWords.haproxy(probed.server().orElseThrow());
    return probed
        .agreement()
        .map(a -> (a.agrees() ? "HAProxy agrees: " : "HAProxy DISAGREES: ") + says)
        .orElse("HAProxy says: " + says);
  }
}
