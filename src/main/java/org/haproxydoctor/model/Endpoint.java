package org.haproxydoctor.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Where a connection goes: a host name or address with a port, or a UNIX socket path with port 0.
///
/// @param host name, IPv4 or IPv6 address without brackets, or an absolute path
/// @param port 1 to 65535; 0 for a UNIX socket, or when not known
/// @param seenAt where this program finds the socket's file, when that is not where HAProxy does
public record Endpoint(String host, int port, Optional<String> seenAt) {

  public Endpoint(String host, int port) {
    this(host, port, Optional.empty());
  }

  public boolean isUnix() {
    return host.startsWith("/");
  }

  /// @param root HAProxy's root directory, for this program
  /// @return the same; the file of a UNIX socket lies below that directory
  public Endpoint below(Path root) {
    boolean elsewhere = isUnix() && root.getNameCount() > 0;
    return elsewhere ? new Endpoint(host, port, Optional.of(root + host)) : this;
  }

  /// @return where to find a UNIX socket's file
  public String file() {
    return seenAt.orElse(host);
  }

  /// @return whether only HAProxy itself can connect to it, as with `abns@name` or `sockpair@3`
  ///   (configuration manual, section 11)
  public boolean isInsideHaproxy() {
    return !isUnix() && host.indexOf('@') >= 0;
  }

  /// @return whether both are addresses, IPv6 compared by value, and not the same; a name is none
  public boolean hasOtherAddressThan(Endpoint other) {
    Optional<InetAddress> here = literal(host);
    Optional<InetAddress> there = literal(other.host);
    return here.isPresent() && there.isPresent() && !here.equals(there);
  }

  /// @return the network most hosts of this address's kind are numbered by: 24 bits of an IPv4, 64
  ///   of an IPv6 address, such as `10.0.3.0/24`; empty for a name
  public Optional<String> network() {
    return literal(host)
        .map(address -> {
          byte[] bytes = address.getAddress();
          int kept = bytes.length == 4 ? 3 : 8;
          Arrays.fill(bytes, kept, bytes.length, (byte) 0);
          try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
          } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
          }
        });
  }

  /// @return `IPv4` or `IPv6`; empty for a name
  public Optional<String> family() {
    return literal(host).map(a -> a.getAddress().length == 4 ? "IPv4" : "IPv6");
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public Endpoint withPort(int otherPort) {
    return new Endpoint(host, otherPort, seenAt);
  }

  @Override
  public String toString() {
    if (isUnix()) {
      return "unix@" + host;
    }
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == 0 ? shown : shown + ":" + port;
  }
}
