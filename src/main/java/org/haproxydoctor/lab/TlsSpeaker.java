package org.haproxydoctor.lab;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/// How a programmable backend speaks TLS.
public interface TlsSpeaker {
  /// @param serverName told the name each client asks for, an empty text when it names none
  /// @return the server's side of a TLS connection, its handshake done
  SSLSocket serverSide(Socket socket, Consumer<String> serverName) throws IOException;
}
