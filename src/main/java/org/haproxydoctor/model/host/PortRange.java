package org.haproxydoctor.model.host;

/// The local ports that the system gives to outgoing connections (`net.ipv4.ip_local_port_range`,
/// both ends included).
public record PortRange(int first, int last) {
  public int size() {
    return last - first + 1;
  }

  /// @return `32768-60999`
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
