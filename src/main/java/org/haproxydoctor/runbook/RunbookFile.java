package org.haproxydoctor.runbook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.haproxydoctor.model.CannotLookException;

/// A runbook's file as text.
public final class RunbookFile {
  /// Bytes beyond which a file is no runbook.
  static final int LARGEST = 1_000_000;

  private static final String HINT = "see haproxy-doctor runbook list for the runbooks at hand";

  private RunbookFile() {}

  /// @return the file's text without byte order mark
  /// @throws CannotLookException when the file cannot be read, is larger than 1 MB or no UTF-8 text
  public static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      // A pipe or device could block for ever.
      throw new CannotLookException(
          Files.exists(file) ? file + " is no file" : "there is no file " + file, HINT);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException e) {
      throw new CannotLookException("there is no file " + file, HINT);
    } catch (AccessDeniedException e) {
      throw new CannotLookException(file + ": permission denied", "make the file readable");
    } catch (IOException e) {
      throw new CannotLookException(file + " cannot be read: " + e.getMessage(), HINT);
    }
    if (bytes.length > LARGEST) {
      throw new CannotLookException(file + " has more than 1 MB", "split it into runbooks");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CannotLookException(file + " is not UTF-8 text", "save it as UTF-8");
    }
  }

  /// @throws CannotLookException when no file can have that name
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CannotLookException("no file can be named '" + name + "'", HINT);
    }
  }

  static String stem(String source) {
    String file = source.substring(source.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
