package org.haproxydoctor.report;

/// Lays out what is to be done, for all subjects of a finding.
public final class WayOutLines {
  private static final String INDENT = "    ";

  private WayOutLines() {}

  public static void write(WayOut way, Page page) {
    way.step().body().forEach(part -> PartLines.write(part, INDENT, page));
    way.others()
        .forEach((subject, codes) -> {
          page.paragraph(INDENT, "The same for " + subject + ":");
          codes.forEach(code -> PartLines.write(code, INDENT, page));
        });
  }
}
