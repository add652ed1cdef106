package org.haproxydoctor.model.check;

/// The status list of `http-check expect status`: `200`, `200-299,404`.
public final class StatusSet {
  private StatusSet() {}

  /// @param list numbers and ranges separated by commas; what is neither matches nothing
  public static boolean contains(String list, int status) {
    for (String part : list.split(",", -1)) {
      String[] ends = part.strip().split("-", 2);
      int low = number(ends[0]);
      int high = ends.length > 1 ? number(ends[1]) : low;
      if (low > 0 && low <= status && status <= high) {
        return true;
      }
    }
    return false;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }
}
