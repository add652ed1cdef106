package org.haproxydoctor.runtimeapi;

/// Text that is no address of a Runtime API; the message is a sentence for the user.
public final class InvalidAddressException extends Exception {
  InvalidAddressException(String sentence) {
    super(sentence);
  }
}
