package org.haproxydoctor.lab;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Writes an X.509 version 3 certificate in DER (RFC 5280); the JDK can only read them.
final class X509 {
  private static final AtomicLong SERIAL = new AtomicLong(System.currentTimeMillis());
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int EXPLICIT_0 = 0xA0;
  private static final int EXPLICIT_3 = 0xA3;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;

  // Object identifiers, already encoded.
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
  };
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
  private static final byte[] EXTENDED_KEY_USAGE = {0x06, 0x03, 0x55, 0x1D, 0x25};
  private static final byte[] CLIENT_AUTHENTICATION = {
    0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02
  };
  private static final byte[] BASIC_CONSTRAINTS = {0x06, 0x03, 0x55, 0x1D, 0x13};
  private static final byte[] SUBJECT_ALT_NAME = {0x06, 0x03, 0x55, 0x1D, 0x11};

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private X509() {}

  /// What the key of a certificate may be used for.
  enum Use {
    /// Nothing is said of it.
    SERVER,
    CLIENT,
    AUTHORITY
  }

  /// @param names DNS names and IPv4 addresses, at least one; the first is also the subject
  /// @param notBefore between 1950 and 2049, to the second
  /// @param notAfter between 1950 and 2049, to the second
  record Wish(List<String> names, Instant notBefore, Instant notAfter, Use use) {}

  /// @param names DNS names and IPv4 addresses; the first is also subject and issuer
  static byte[] selfSigned(KeyPair keys, List<String> names, Instant notBefore, Instant notAfter)
      throws GeneralSecurityException {
    Wish wish = new Wish(names, notBefore, notAfter, Use.SERVER);
    return signed(keys.getPublic(), wish, names.getFirst(), keys.getPrivate());
  }

  /// @param key the subject's
  /// @param issuer its name
  /// @param issuing the issuer's key, on a curve
  static byte[] signed(PublicKey key, Wish wish, String issuer, PrivateKey issuing)
      throws GeneralSecurityException {
    byte[] algorithm = tag(SEQUENCE, ECDSA_WITH_SHA256);
    byte[] certificate =
        tag(
            SEQUENCE,
            tag(EXPLICIT_0, tag(INTEGER, new byte[] {2})),
            tag(INTEGER, BigInteger.valueOf(SERIAL.incrementAndGet()).toByteArray()),
            algorithm,
            name(issuer),
            tag(SEQUENCE, time(wish.notBefore()), time(wish.notAfter())),
            name(wish.names().getFirst()),
            key.getEncoded(),
            tag(EXPLICIT_3, tag(SEQUENCE, extensions(wish))));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issuing);
    signature.update(certificate);
    byte[] noUnusedBits = {0};
    return tag(SEQUENCE, certificate, algorithm, tag(BIT_STRING, noUnusedBits, signature.sign()));
  }

  static X509Certificate parse(byte[] encoded) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  private static byte[][] extensions(Wish wish) {
    return switch (wish.use()) {
      case SERVER -> new byte[][] {alternativeNames(wish.names())};
      case CLIENT ->
          new byte[][] {
            alternativeNames(wish.names()),
            tag(
                SEQUENCE,
                EXTENDED_KEY_USAGE,
                tag(OCTET_STRING, tag(SEQUENCE, CLIENT_AUTHENTICATION)))
          };
      case AUTHORITY ->
          new byte[][] {
            tag(
                SEQUENCE,
                BASIC_CONSTRAINTS,
                tag(OCTET_STRING, tag(SEQUENCE, tag(BOOLEAN, new byte[] {(byte) 0xFF}))))
          };
    };
  }

  private static byte[] name(String commonName) {
    byte[] text = tag(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
    return tag(SEQUENCE, tag(SET, tag(SEQUENCE, COMMON_NAME, text)));
  }

  private static byte[] alternativeNames(List<String> names) {
    byte[][] encoded = names.stream().map(X509::alternativeName).toArray(byte[][]::new);
    return tag(SEQUENCE, SUBJECT_ALT_NAME, tag(OCTET_STRING, tag(SEQUENCE, encoded)));
  }

  private static byte[] alternativeName(String name) {
    return name.matches("[0-9.]+")
        ? tag(IP_ADDRESS, InetAddress.ofLiteral(name).getAddress())
        : tag(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] time(Instant when) {
    return tag(UTC_TIME, UTC.format(when).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] tag(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    writeLength(whole, content.size());
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
  }
}
