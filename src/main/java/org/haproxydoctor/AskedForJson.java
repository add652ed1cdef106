package org.haproxydoctor;

import java.util.List;
import java.util.regex.Pattern;

/// Tells from the bare words of a command line, which need not be right, whether its author waits
/// for a JSON document.
final class AskedForJson {
  private static final Pattern WHOLE =
      Pattern.compile("(--output=|-[hqV]*o=?)json", Pattern.CASE_INSENSITIVE);
  private static final Pattern HALF = Pattern.compile("--output|-[hqV]*o");

  private AskedForJson() {}

  static boolean by(List<String> args) {
    boolean half = false;
    for (String arg : args) {
      if (arg.equals("--")) {
        return false;
      }
      if (WHOLE.matcher(arg).matches() || (half && arg.equalsIgnoreCase("json"))) {
        return true;
      }
      half = HALF.matcher(arg).matches();
    }
    return false;
  }
}
