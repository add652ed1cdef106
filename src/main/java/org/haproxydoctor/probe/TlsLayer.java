package org.haproxydoctor.probe;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.TlsSettings;

/// The client side of a TLS connection.
///
/// @param wire the streams inside TLS
record TlsLayer(Wire wire, TlsFacts facts) {
  private static volatile boolean practised;

  /// @return whether a handshake has succeeded in this process; the first one is slow
  static boolean isPractised() {
    return practised;
  }

  /// Shakes hands.
  ///
  /// @param witness learns whom we met, also when the handshake fails
  /// @throws IOException when the handshake fails
  static TlsLayer over(Wire wire, TlsSettings settings, TlsWitness witness) throws IOException {
    Socket tcp =
        wire.socket().orElseThrow(() -> new SSLException("TLS over a UNIX socket is not probed"));
    // Without a host name Java has nothing to send as SNI by itself.
    SSLSocket socket =
        (SSLSocket)
            context(witness).getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
    socket.setUseClientMode(true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(
        settings.sni().<List<SNIServerName>>map(n -> List.of(new RawName(n))).orElse(List.of()));
    parameters.setApplicationProtocols(settings.alpn().toArray(String[]::new));
    parameters.setProtocols(JavaTls.versions(settings, socket.getSupportedProtocols()));
    parameters.setCipherSuites(JavaTls.suites(settings, socket.getSupportedCipherSuites()));
    parameters.setNamedGroups(JavaTls.groups(settings));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    practised = true;
    return new TlsLayer(
        new Wire(wire.socket(), socket.getInputStream(), socket.getOutputStream(), socket),
        facts(socket, witness));
  }

  /// Loads what the first handshake needs, several hundred milliseconds' worth on a slow host, so
  /// that it does not count as the server's time.
  static void warmUp() {
    WarmUp.ONCE.run();
  }

  private static final class WarmUp {
    private static final Runnable ONCE = new FutureTask<>(WarmUp::firstMessage);

    private static ByteBuffer firstMessage() throws SSLException {
      SSLEngine engine = context(new TlsWitness(Optional.empty(), List.of())).createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), message);
      return message;
    }
  }

  private static SSLContext context(TlsWitness witness) throws SSLException {
    JavaTls.allowEverything();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {witness.keys()}, new TrustManager[] {witness.trust()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SSLException("this Java has no usable TLS", e);
    }
  }

  private static TlsFacts facts(SSLSocket socket, TlsWitness witness) {
    return new TlsFacts(
        socket.getSession().getProtocol(),
        socket.getSession().getCipherSuite(),
        Optional.ofNullable(socket.getApplicationProtocol()).filter(p -> !p.isEmpty()),
        witness.chain().stream().map(CertificateFacts::of).toList());
  }

  /// A server name as configured, be it an address or no proper name at all.
  private static final class RawName extends SNIServerName {
    private RawName(String name) {
      super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.UTF_8));
    }
  }
}
