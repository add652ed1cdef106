package org.haproxydoctor.logs;

/// HAProxy's log could not be read; the message says why in one sentence without final stop, such
/// as `/var/log/haproxy.log: permission denied`.
public final class LogUnreadableException extends Exception {
  private static final long serialVersionUID = 1;

  LogUnreadableException(String sentence) {
    super(sentence);
  }
}
