package org.haproxydoctor.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes in haproxy.cfg: bytes, or with `k`, `m` or `g` so many times 1024 of them (configuration
/// manual, section 2.5).
final class Sizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10})([kmg]?)");
  private static final String UNITS = "kmg";

  private Sizes() {}

  /// @return empty when it is not a size that fits an `int`
  static Optional<Integer> parse(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return Optional.empty();
    }
    int thousands = form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2)) + 1;
    long size = Long.parseLong(form.group(1)) << (10 * thousands);
    return Optional.of(size).filter(s -> s <= Integer.MAX_VALUE).map(Long::intValue);
  }
}
