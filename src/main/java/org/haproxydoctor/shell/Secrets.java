package org.haproxydoctor.shell;

import java.util.regex.Pattern;

/// Lines that are not to be remembered: an address with a password in it.
final class Secrets {
  private static final Pattern PASSWORD = Pattern.compile("://[^/\\s]*@|(?i)pass(word|wd)?[=:\\s]");

  private Secrets() {}

  static boolean isIn(String line) {
    return PASSWORD.matcher(line).find();
  }
}
