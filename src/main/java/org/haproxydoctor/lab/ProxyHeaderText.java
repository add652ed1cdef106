package org.haproxydoctor.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads a PROXY protocol header off a connection, and not one byte more (proxy-protocol.txt).
final class ProxyHeaderText {
  private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] V2 = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
  };
  private static final int V1_LONGEST = 107;

  private ProxyHeaderText() {}

  /// @return the header's bytes; empty when something else, or nothing, was sent
  static Optional<byte[]> read(InputStream in) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    int first = in.read();
    header.write(first);
    if (first == V1[0]) {
      return follows(in, header, V1) && lineEnds(in, header)
          ? Optional.of(header.toByteArray())
          : Optional.empty();
    }
    if (first == V2[0] && follows(in, header, V2)) {
      return addresses(in, header);
    }
    return Optional.empty();
  }

  private static boolean follows(InputStream in, ByteArrayOutputStream header, byte[] wanted)
      throws IOException {
    for (int i = 1; i < wanted.length; i++) {
      int b = in.read();
      if (b != wanted[i]) {
        return false;
      }
      header.write(b);
    }
    return true;
  }

  private static boolean lineEnds(InputStream in, ByteArrayOutputStream header) throws IOException {
    while (header.size() < V1_LONGEST) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      header.write(b);
      if (b == '\n') {
        return true;
      }
    }
    return false;
  }

  private static Optional<byte[]> addresses(InputStream in, ByteArrayOutputStream header)
      throws IOException {
    byte[] rest = in.readNBytes(4);
    if (rest.length < 4) {
      return Optional.empty();
    }
    int length = Byte.toUnsignedInt(rest[2]) << 8 | Byte.toUnsignedInt(rest[3]);
    header.writeBytes(rest);
    header.writeBytes(in.readNBytes(length));
    return Optional.of(header.toByteArray());
  }
}
