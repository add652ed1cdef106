package org.haproxydoctor.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which releases of HAProxy have something, branch by branch: what a fix reaches differs from
/// branch to branch.
public record Releases(List<Branch> branches) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,4})(?:-(\\d{1,4}))?)?(\\+)?");
  private static final int LAST = Integer.MAX_VALUE;

  public Releases {
    branches = List.copyOf(branches);
  }

  /// Consecutive releases of one branch, and perhaps all branches after it.
  ///
  /// @param first number of the first of them
  /// @param last number of the last of them
  /// @param onwards whether every later branch has it as well
  public record Branch(int major, int minor, int first, int last, boolean onwards) {
    private boolean has(HaproxyVersion version) {
      boolean same = version.major() == major && version.minor() == minor;
      return same
          ? version.patch() >= first && version.patch() <= last
          : onwards && !version.isBefore(major, minor);
    }
  }

  /// Reads `2.2.0-29, 2.3, 2.9.1-14, 3.3+`: releases 0 to 29 of 2.2, all of 2.3 …, and from 3.3 on
  /// every branch.
  ///
  /// @throws IllegalArgumentException naming the part that is none of these
  public static Releases parse(String text) {
    return new Releases(Arrays.stream(text.split(",", -1)).map(Releases::branch).toList());
  }

  private static Branch branch(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text.strip() + "' names no releases");
    }
    Optional<Integer> first = Optional.ofNullable(form.group(3)).map(Integer::valueOf);
    boolean onwards = form.group(5) != null;
    int last =
        Optional.ofNullable(form.group(4))
            .map(Integer::valueOf)
            .orElse(onwards ? LAST : first.orElse(LAST));
    return new Branch(
        Integer.parseInt(form.group(1)),
        Integer.parseInt(form.group(2)),
        first.orElse(0),
        last,
        onwards);
  }

  /// @return whether a release is one of them; a development version never is
  public boolean have(HaproxyVersion version) {
    return !version.isDevelopment() && branches.stream().anyMatch(b -> b.has(version));
  }
}
