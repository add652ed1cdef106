package org.haproxydoctor.runtimeapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.haproxydoctor.model.ProcessInfo;

/// Reads `show info`: lines of `Name: value`, where a name may hold blanks.
public final class InfoParser {
  private static final String SEPARATOR = ": ";

  private InfoParser() {}

  public static ProcessInfo parse(String answer) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : answer.split("\n", -1)) {
      int at = line.indexOf(SEPARATOR);
      if (at > 0) {
        fields.putIfAbsent(line.substring(0, at), line.substring(at + SEPARATOR.length()).strip());
      }
    }
    return new ProcessInfo(
        fields.getOrDefault("Version", ""),
        Numbers.natural(fields.getOrDefault("Pid", "")),
        Numbers.seconds(fields.getOrDefault("Uptime_sec", "")),
        fields.getOrDefault("Stopping", "0").equals("1"),
        fields);
  }
}
