package org.haproxydoctor.model;

/// A place in haproxy.cfg.
///
/// @param file as given on the command line or found in a directory
/// @param number counted from 1; 0 for the file as a whole
/// @param text the line without indentation and comment
/// @param unsure whether it holds environment variables whose values are not known here: HAProxy
///   may have read something else than stands in its words
public record ConfigLine(String file, int number, String text, boolean unsure) {
  /// A line of which everything is known.
  public ConfigLine(String file, int number, String text) {
    this(file, number, text, false);
  }

  /// @return `haproxy.cfg:42`, the file's last path element only; without a number for the whole
  ///   file
  public String place() {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return number == 0 ? name : name + ":" + number;
  }
}
