package org.haproxydoctor.model;

/// A place in haproxy.cfg.
///
/// @param file as given on the command line or found in a directory
/// @param number counted from 1; 0 for the file as a whole
/// @param text the line without indentation and comment
public record ConfigLine(String file, int number, String text) {
  /// @return `haproxy.cfg:42`, the file's last path element only; without a number for the whole
  ///   file
  public String place() {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return number == 0 ? name : name + ":" + number;
  }
}
