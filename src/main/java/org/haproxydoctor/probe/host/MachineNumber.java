package org.haproxydoctor.probe.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.haproxydoctor.model.host.Literal;

/// IPv4 addresses as the kernel prints them in `/proc/net/route`: the bytes of the address, read as
/// a number of this machine.
final class MachineNumber {
  private static final long WORD = 0xFFFFFFFFL;

  private MachineNumber() {}

  /// @param literal an IPv4 address
  static long of(String literal) {
    byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt() & WORD;
  }

  /// @param hex eight digits
  static String text(String hex) {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(HexFormat.fromHexDigits(hex))
            .array();
    try {
      return Literal.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(hex, e);
    }
  }
}
