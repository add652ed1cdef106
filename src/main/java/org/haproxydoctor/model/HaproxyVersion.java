package org.haproxydoctor.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version as `haproxy -v` prints it; a development version comes before the release it leads to.
///
/// @param development number after `-dev`; the largest integer for a release
public record HaproxyVersion(int major, int minor, int development, int patch)
    implements Comparable<HaproxyVersion> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(?:-dev(\\d{1,6}))?.*");
  private static final Comparator<HaproxyVersion> ORDER =
      Comparator.comparingInt(HaproxyVersion::major)
          .thenComparingInt(HaproxyVersion::minor)
          .thenComparingInt(HaproxyVersion::development)
          .thenComparingInt(HaproxyVersion::patch);

  public static Optional<HaproxyVersion> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int dev = form.group(4) == null ? Integer.MAX_VALUE : Integer.parseInt(form.group(4));
    return Optional.of(new HaproxyVersion(number(form, 1), number(form, 2), dev, number(form, 3)));
  }

  /// @return whether this is older than the first release of a branch
  public boolean isBefore(int otherMajor, int otherMinor) {
    return major < otherMajor || (major == otherMajor && minor < otherMinor);
  }

  public boolean isDevelopment() {
    return development != Integer.MAX_VALUE;
  }

  private static int number(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public int compareTo(HaproxyVersion other) {
    return ORDER.compare(this, other);
  }
}
