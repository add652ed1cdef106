package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/// A path that could not be connected to, and what the file system knows about the reason.
///
/// The file is asked rather than the message, which the C library may have translated.
record SocketFile(String path, Troubles troubles) {

  /// @param failure the system's own words
  /// @param refused whether the system says that nobody listens
  RuntimeApiException whyNot(String failure, boolean refused) {
    Path file = Path.of(path);
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, PosixFileAttributes.class);
    } catch (NoSuchFileException e) {
      return troubles.noSuchSocket();
    } catch (AccessDeniedException e) {
      return troubles.forbidden(
          "permission denied: one of its folders may not be entered", runAs("root"));
    } catch (IOException e) {
      return troubles.noSuchSocket();
    }
    if (attributes.isDirectory() || attributes.isRegularFile()) {
      return troubles.notHaproxy(
          attributes.isDirectory() ? "it is a folder" : "it is a plain file, no socket");
    }
    if (!Files.isWritable(file)) {
      return forbidden(attributes);
    }
    if (refused) {
      return troubles.nobodyListening();
    }
    return failure.contains("Permission denied")
        ? forbidden(attributes)
        : troubles.unreachable(failure, "is it a stream socket of HAProxy?");
  }

  private RuntimeApiException forbidden(PosixFileAttributes attributes) {
    String group = attributes.group().getName();
    boolean forGroup = attributes.permissions().contains(PosixFilePermission.GROUP_WRITE);
    return troubles.forbidden(
        "permission denied: it belongs to %s:%s, mode %s"
            .formatted(
                attributes.owner().getName(),
                group,
                PosixFilePermissions.toString(attributes.permissions())),
        forGroup && !group.equals("root")
            ? "`sudo usermod -aG %s $USER` and log in again, or run with sudo".formatted(group)
            : runAs(attributes.owner().getName()));
  }

  private static String runAs(String owner) {
    return "run as %s: `sudo%s haproxy-doctor …`"
        .formatted(owner, owner.equals("root") ? "" : " -u " + owner);
  }
}
