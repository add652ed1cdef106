package org.haproxydoctor.probe;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/// Reads private keys as they stand in PEM files; Java itself takes PKCS#8 only.
final class PrivateKeys {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int CURVE = 0xA0;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  // AlgorithmIdentifier of rsaEncryption, its parameters NULL.
  private static final byte[] RSA = {
    0x30,
    0x0D,
    0x06,
    0x09,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };
  private static final byte[] EC_PUBLIC_KEY = {
    0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01
  };
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");

  private PrivateKeys() {}

  /// @throws GeneralSecurityException when it is no key Java can use
  static PrivateKey of(Pem.Block block) throws GeneralSecurityException {
    if (block.encrypted()) {
      throw new InvalidKeySpecException("its key is protected by a passphrase");
    }
    return switch (block.label()) {
      case "RSA PRIVATE KEY" -> key(wrapped(RSA, block.bytes()), List.of("RSA"));
      case "EC PRIVATE KEY" ->
          key(
              wrapped(tag(SEQUENCE, EC_PUBLIC_KEY, curve(block.bytes())), block.bytes()),
              List.of("EC"));
      default -> key(block.bytes(), ALGORITHMS);
    };
  }

  private static PrivateKey key(byte[] pkcs8, List<String> algorithms)
      throws GeneralSecurityException {
    for (String algorithm : algorithms) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException _) {
        // It is a key of another kind.
      }
    }
    throw new InvalidKeySpecException("its key is of no kind that Java knows");
  }

  /// PKCS#8 (RFC 5208) around a key in the older form.
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return tag(SEQUENCE, VERSION_0, algorithm, tag(OCTET_STRING, key));
  }

  /// SEC 1: SEQUENCE { version, OCTET STRING, [0] curve, [1] public key }.
  private static byte[] curve(byte[] sec1) throws GeneralSecurityException {
    try {
      int at = content(sec1, 0);
      while (at < sec1.length) {
        int end = content(sec1, at) + length(sec1, at);
        if (Byte.toUnsignedInt(sec1[at]) == CURVE) {
          return Arrays.copyOfRange(sec1, content(sec1, at), end);
        }
        at = end;
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new InvalidKeySpecException("its key is broken", e);
    }
    throw new InvalidKeySpecException("its key names no curve");
  }

  private static int content(byte[] der, int at) {
    int first = Byte.toUnsignedInt(der[at + 1]);
    return at + 2 + (first < 0x80 ? 0 : first - 0x80);
  }

  private static int length(byte[] der, int at) {
    int first = Byte.toUnsignedInt(der[at + 1]);
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < first - 0x80; i++) {
      length = (length << 8) | Byte.toUnsignedInt(der[at + 2 + i]);
    }
    if (length < 0 || length > der.length) {
      throw new IndexOutOfBoundsException();
    }
    return length;
  }

  private static byte[] tag(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = content.size();
    if (length < 0x80) {
      whole.write(length);
    } else {
      whole.write(0x83);
      whole.write(length >> 16);
      whole.write(length >> 8);
      whole.write(length);
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
