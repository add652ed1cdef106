package org.haproxydoctor.config;

import java.util.Optional;
import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.check.HttpCheck.Expectation;

/// One rule of an HTTP health check, in the order of the file.
sealed interface HttpRule {
  ConfigLine line();

  /// `http-check send`, or the request of `option httpchk`.
  record Send(HttpSend request, boolean fromOption, ConfigLine line) implements HttpRule {}

  /// `http-check expect`.
  ///
  /// @param note what of the rule is not judged
  record Expect(Expectation expectation, Optional<String> note, ConfigLine line)
      implements HttpRule {}

  /// `http-check connect`.
  record Connect(ConnectRule connect, ConfigLine line) implements HttpRule {}
}
