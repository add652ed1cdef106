package org.haproxydoctor.runtimeapi;

import org.haproxydoctor.model.SocketTrouble;

/// HAProxy gave no usable answer; the trouble says why and what to do.
public final class RuntimeApiException extends Exception {
  private final SocketTrouble trouble;

  RuntimeApiException(SocketTrouble trouble) {
    super(trouble.what());
    this.trouble = trouble;
  }

  public SocketTrouble trouble() {
    return trouble;
  }
}
