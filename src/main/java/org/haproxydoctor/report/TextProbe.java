package org.haproxydoctor.report;

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

  private TextProbe() {}

  public static void write(ProbeReport report, Page page) {
    report.probed().forEach(probed -> subject(probed, page));
    if (!report.notUnderstood().isEmpty()) {
      page.paragraph(
          "", "  ", "Configuration: " + ShortList.of(report.notUnderstood(), MOST_PROBLEMS));
    }
    Status status = report.status();
    if (report.probed().size() > 1) {
      long passed = report.probed().stream().filter(p -> p.passed().orElse(false)).count();
      page.line(status.name() + "  " + passed + " of " + report.probed().size() + " pass");
    }
  }

  private static void subject(Probed probed, Page page) {
    Optional<Boolean> passed = probed.passed();
    page.text(
            passed.isEmpty() ? Page.Style.WARN : passed.get() ? Page.Style.GOOD : Page.Style.BAD,
            passed.isEmpty() ? "unknown  " : passed.get() ? "pass     " : "FAIL     ")
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
    probed
        .explanation()
        .map(Variation::change)
        .ifPresent(change ->
            page.paragraph(INDENT, INDENT + "  ", "It passes with one change: " + change));
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
