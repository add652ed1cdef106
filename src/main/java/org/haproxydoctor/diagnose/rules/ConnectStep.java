package org.haproxydoctor.diagnose.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxydoctor.model.check.CheckSpec;

/// The connection that HAProxy reports as failed, of a check with several steps, which may open
/// more than one: `Connection refused at step 3 of tcp-check (connect port 81)`
/// (`chk_report_conn_err()`, src/check.c).
final class ConnectStep {
  private static final Pattern PORT = Pattern.compile("\\(connect port (\\d+)");

  private ConnectStep() {}

  /// @param report HAProxy's words, in lower case
  /// @return whether it went to another port than the server's traffic
  static boolean leaves(CheckSpec check, String report) {
    if (check.exchange().isHttp()) {
      return false;
    }
    Matcher step = PORT.matcher(report);
    return step.find() && !step.group(1).equals("" + check.service().port());
  }
}
