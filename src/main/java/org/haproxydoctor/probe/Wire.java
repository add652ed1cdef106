package org.haproxydoctor.probe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// A connection as a pair of byte streams, over TCP or a UNIX socket.
///
/// @param socket the TCP socket underneath, empty for a UNIX socket
/// @param connection what closing the wire closes
record Wire(Optional<Socket> socket, InputStream in, OutputStream out, Closeable connection)
    implements Closeable {

  /// @param source local address, unbound when empty
  /// @param atStart told when nothing but the connect is left to do
  /// @throws SourceUnavailable when this host does not have the source address
  /// @throws IOException when no connection came about; see [ConnectTrouble]
  static Wire tcp(
      InetSocketAddress address, Optional<InetAddress> source, Duration patience, Runnable atStart)
      throws IOException {
    Socket socket = new TappedSocket();
    InetSocketAddress to = new InetSocketAddress(hostOf(address.getAddress()), address.getPort());
    try {
      if (source.isPresent()) {
        bind(socket, source.get());
      }
      socket.setTcpNoDelay(true);
      atStart.run();
      socket.connect(to, Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE));
      return new Wire(
          Optional.of(socket), socket.getInputStream(), socket.getOutputStream(), socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// A UNIX socket connects at once or not at all.
  static Wire unix(String file, Runnable atStart) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      atStart.run();
      channel.connect(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new Wire(
        Optional.empty(),
        Channels.newInputStream(channel),
        Channels.newOutputStream(channel),
        channel);
  }

  /// To connect to the wildcard is to connect to this host's loopback for the system, and so for
  /// HAProxy; Java would take the address of this host's name.
  private static InetAddress hostOf(InetAddress address) throws IOException {
    if (!address.isAnyLocalAddress()) {
      return address;
    }
    return InetAddress.getByAddress(
        InetAddress.ofLiteral(address instanceof Inet6Address ? "::1" : "127.0.0.1").getAddress());
  }

  private static void bind(Socket socket, InetAddress source) throws IOException {
    try {
      socket.bind(new InetSocketAddress(source, 0));
    } catch (IOException e) {
      if (ConnectTrouble.word(e) == Word.NO_LOCAL_ADDRESS && isHere(e)) {
        throw e;
      }
      throw new SourceUnavailable(source, e);
    }
  }

  /// The address is this host's: what is missing is a port.
  private static boolean isHere(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("already in use");
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /// @return the first bytes that came in, below any TLS; empty for a UNIX socket
  byte[] tapped() {
    return socket.orElse(null) instanceof TappedSocket tapped ? tapped.heard() : new byte[0];
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  /// The local address asked for cannot be had.
  static final class SourceUnavailable extends IOException {
    SourceUnavailable(InetAddress source, IOException cause) {
      super("cannot bind to " + source.getHostAddress() + ": " + cause.getMessage(), cause);
    }
  }

  /// Remembers the first bytes received, which a failed TLS handshake would swallow.
  private static final class TappedSocket extends Socket {
    private static final int KEPT = 512;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private byte[] heard() {
      return heard.toByteArray();
    }

    // Buffered, because TLS reads five bytes and gives up when they are not to its liking.
    @Override
    public InputStream getInputStream() throws IOException {
      return new BufferedInputStream(
          new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
              int n = super.read(bytes, offset, length);
              if (n > 0 && heard.size() < KEPT) {
                heard.write(bytes, offset, Math.min(n, KEPT - heard.size()));
              }
              return n;
            }
          });
    }
  }
}
