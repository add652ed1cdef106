package org.haproxydoctor.observe;

import org.haproxydoctor.model.ProcessInfo;
import org.haproxydoctor.model.SocketTrouble;
import org.haproxydoctor.runtimeapi.HaproxyClient;

/// The outcome of the search for an HAProxy that answers.
sealed interface Connection {
  record Open(HaproxyClient client, ProcessInfo info) implements Connection {}

  record Closed(SocketTrouble trouble) implements Connection {}
}
