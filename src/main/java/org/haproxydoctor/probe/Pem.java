package org.haproxydoctor.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// The blocks of a PEM file (RFC 7468); whatever stands between them is passed over, as OpenSSL
/// does.
final class Pem {
  private static final int LARGEST_FILE = 16 << 20;
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final Set<String> CERTIFICATES =
      Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

  private Pem() {}

  /// @param label such as `CERTIFICATE`
  /// @param base64 the content, empty when it is encrypted
  /// @param encrypted whether a passphrase protects it
  record Block(String label, String base64, boolean encrypted) {
    byte[] bytes() {
      return Base64.getMimeDecoder().decode(base64);
    }

    boolean isCertificate() {
      return CERTIFICATES.contains(label);
    }

    boolean isKey() {
      return label.endsWith("PRIVATE KEY");
    }
  }

  /// @throws IOException when it cannot be read, or is larger than 16 MiB
  static List<Block> read(Path file) throws IOException {
    if (Files.isRegularFile(file) || !Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
          throw new IOException("it is larger than 16 MiB");
        }
        return blocks(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    throw new IOException("it is no file");
  }

  static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int name = at + BEGIN.length();
      int content = text.indexOf(DASHES, name);
      if (content < 0) {
        return blocks;
      }
      String label = text.substring(name, content);
      int end = text.indexOf(END + label + DASHES, content);
      if (end < 0) {
        return blocks;
      }
      add(blocks, label, text.substring(content + DASHES.length(), end));
      at = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  private static void add(List<Block> blocks, String label, String content) {
    boolean encrypted = label.startsWith("ENCRYPTED ") || content.contains("ENCRYPTED");
    Block block = new Block(label, encrypted ? "" : content, encrypted);
    try {
      if (block.bytes().length > 0 || encrypted) {
        blocks.add(block);
      }
    } catch (IllegalArgumentException _) {
      // No base64: nothing that HAProxy could use either.
    }
  }
}
