package org.haproxydoctor.cli;

import java.time.Duration;
import org.haproxydoctor.model.HaproxyDuration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads durations on the command line as HAProxy writes them.
public final class Durations implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return HaproxyDuration.parse(text, HaproxyDuration.Unit.SECONDS)
        .filter(d -> d.isPositive())
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + text + "' is no duration above zero; write 500ms, 5s, 2m or 1h"));
  }
}
