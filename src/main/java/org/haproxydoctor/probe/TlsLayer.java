package org.haproxydoctor.probe;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import org.haproxydoctor.model.check.ProbeResult;
import org.haproxydoctor.model.check.ProbeResult.TlsFacts;
import org.haproxydoctor.model.check.TlsSettings;

/// The client side of a TLS connection that trusts everybody and writes down whom it met.
///
/// @param wire the streams inside TLS
record TlsLayer(Wire wire, TlsFacts facts) {
  /// In the order of age; HAProxy's names, see `ssl-min-ver`.
  private static final List<String> VERSIONS =
      List.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private static volatile boolean practised;

  /// @return whether a handshake has succeeded in this process; the first one is slow
  static boolean isPractised() {
    return practised;
  }

  /// Shakes hands.
  ///
  /// @param protocols offered by ALPN
  /// @throws IOException when the handshake fails
  static TlsLayer over(Wire wire, TlsSettings settings, List<String> protocols) throws IOException {
    Socket tcp =
        wire.socket().orElseThrow(() -> new SSLException("TLS over a UNIX socket is not probed"));
    // Without a host name Java has nothing to send as SNI by itself.
    SSLSocket socket =
        (SSLSocket) context().getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
    socket.setUseClientMode(true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(
        settings.sni().<List<SNIServerName>>map(n -> List.of(new RawName(n))).orElse(List.of()));
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    versions(settings, socket).ifPresent(parameters::setProtocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    practised = true;
    return new TlsLayer(
        new Wire(wire.socket(), socket.getInputStream(), socket.getOutputStream(), socket),
        facts(socket));
  }

  /// Loads what the first handshake needs, several hundred milliseconds' worth on a slow host, so
  /// that it does not count as the server's time.
  static void warmUp() {
    WarmUp.ONCE.run();
  }

  private static final class WarmUp {
    private static final Runnable ONCE = new FutureTask<>(WarmUp::firstMessage);

    private static ByteBuffer firstMessage() throws SSLException {
      SSLEngine engine = context().createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), message);
      return message;
    }
  }

  private static SSLContext context() throws SSLException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustEverybody()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SSLException("this Java has no usable TLS", e);
    }
  }

  // Empty leaves Java's own choice, TLS 1.2 and 1.3.
  private static Optional<String[]> versions(TlsSettings settings, SSLSocket socket)
      throws SSLException {
    if (settings.minVersion().isEmpty() && settings.maxVersion().isEmpty()) {
      return Optional.empty();
    }
    int from = settings.minVersion().map(VERSIONS::indexOf).filter(i -> i >= 0).orElse(0);
    int to = settings.maxVersion().map(VERSIONS::indexOf).filter(i -> i >= 0).orElse(4);
    List<String> supported = Arrays.asList(socket.getSupportedProtocols());
    List<String> wanted = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      String name = VERSIONS.get(i).replace("TLSv1.0", "TLSv1");
      if (supported.contains(name)) {
        wanted.add(name);
      }
    }
    if (wanted.isEmpty()) {
      throw new SSLException("no TLS version lies between ssl-min-ver and ssl-max-ver");
    }
    return Optional.of(wanted.toArray(String[]::new));
  }

  private static TlsFacts facts(SSLSocket socket) throws IOException {
    List<ProbeResult.Certificate> chain = new ArrayList<>();
    for (Certificate each : socket.getSession().getPeerCertificates()) {
      if (each instanceof X509Certificate certificate) {
        chain.add(CertificateFacts.of(certificate));
      }
    }
    return new TlsFacts(
        socket.getSession().getProtocol(),
        socket.getSession().getCipherSuite(),
        Optional.ofNullable(socket.getApplicationProtocol()).filter(p -> !p.isEmpty()),
        chain);
  }

  /// A server name as configured, be it an address or no proper name at all.
  private static final class RawName extends SNIServerName {
    private RawName(String name) {
      super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.UTF_8));
    }
  }
}
