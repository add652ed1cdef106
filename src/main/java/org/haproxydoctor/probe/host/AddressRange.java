package org.haproxydoctor.probe.host;

import java.math.BigInteger;
import java.net.InetAddress;

/// Addresses of one family from one to another, both included.
///
/// @param bits of an address of the family
record AddressRange(BigInteger first, BigInteger last, int bits) {

  /// @param text an address, `10.0.0.0/8`, or `10.0.0.0/255.0.0.0`
  /// @throws IllegalArgumentException when it is none of these
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return between(text, text);
    }
    String length = text.substring(slash + 1);
    int prefix =
        length.matches("\\d{1,3}") ? Integer.parseInt(length) : number(bytes(length)).bitCount();
    return prefix(text.substring(0, slash), prefix);
  }

  static AddressRange between(String first, String last) {
    return new AddressRange(
        number(bytes(first)), number(bytes(last)), bytes(first).length * Byte.SIZE);
  }

  static AddressRange prefix(String address, int length) {
    int bits = bytes(address).length * Byte.SIZE;
    int free = Math.clamp(bits - length, 0, bits);
    BigInteger first = number(bytes(address)).shiftRight(free).shiftLeft(free);
    BigInteger size = BigInteger.ONE.shiftLeft(free);
    return new AddressRange(first, first.add(size).subtract(BigInteger.ONE), bits);
  }

  boolean contains(String literal) {
    byte[] address = bytes(literal);
    BigInteger number = number(address);
    return address.length * Byte.SIZE == bits
        && number.compareTo(first) >= 0
        && number.compareTo(last) <= 0;
  }

  private static byte[] bytes(String literal) {
    return InetAddress.ofLiteral(literal).getAddress();
  }

  private static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }
}
