package org.haproxydoctor.diagnose;

/// How many of how many went wrong.
///
/// Single failures among many requests are daily life, and of a handful of requests nobody can
/// tell: a share is a fault with at least 5 failures of at least 20, and more than 5 %; or, with
/// less traffic, at least 3 failures that are at least half.
public record Share(long bad, long all) {
  private static final int FEW = 5;
  private static final int MANY = 20;

  /// One in so many, 5 %.
  private static final int ONE_IN = 20;

  private static final int VERY_FEW = 3;

  public static Share of(long bad, long all) {
    return new Share(bad, Math.max(bad, all));
  }

  public boolean isFault() {
    boolean notable = bad >= FEW && all >= MANY && bad * ONE_IN > all;
    return notable || (bad >= VERY_FEW && bad * 2 >= all);
  }

  /// @return whether none of enough requests succeeded
  public boolean isEverything() {
    return bad >= FEW && bad >= all;
  }

  /// @return `all`, `most` or `some`, as it goes before a noun
  public String word() {
    return bad >= all ? "all" : bad * 2 >= all ? "most" : "some";
  }
}
