package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.haproxydoctor.model.Deadline;

/// One question and what came back over a connected socket.
final class Exchange {

  /// How an answer ended.
  enum End {
    /// The peer closed in good order.
    CLOSED,
    /// The connection broke.
    RESET,
    /// The deadline passed.
    TIMED_OUT,
    /// More than the limit came.
    TOO_LONG
  }

  /// How HAProxy begins when it does not know a command (src/cli.c).
  static final String UNKNOWN_COMMAND = "Unknown command";

  private static final int CHUNK = 64 << 10;

  /// A refusal is short.
  private static final int MOST_PIECES = 4;

  private final byte[] bytes;
  private final End end;

  /// @param limit bytes of answer that are taken
  static Exchange over(Socket socket, byte[] question, Deadline deadline, long limit) {
    Pieces taken = new Pieces();
    End end = converse(socket, question, deadline, limit, taken);
    return new Exchange(end == End.TOO_LONG ? new byte[0] : taken.joined(), end);
  }

  private Exchange(byte[] bytes, End end) {
    this.bytes = bytes;
    this.end = end;
  }

  /// @return the answer, possibly only its beginning, nothing when it was too long; not copied
  byte[] bytes() {
    return bytes;
  }

  /// @return why no more bytes were read
  End end() {
    return end;
  }

  private static End converse(
      Socket socket, byte[] question, Deadline deadline, long limit, Pieces taken) {
    try {
      socket.setSoTimeout(deadline.millisForSocket());
      send(socket, question);
      InputStream in = socket.getInputStream();
      byte[] chunk = new byte[CHUNK];
      while (!deadline.passed()) {
        socket.setSoTimeout(deadline.millisForSocket());
        int n = in.read(chunk);
        if (n < 0) {
          return End.CLOSED;
        }
        taken.add(Arrays.copyOf(chunk, n));
        if (taken.size() > limit) {
          return End.TOO_LONG;
        }
        if (taken.isRefusal()) {
          return End.CLOSED;
        }
      }
      return End.TIMED_OUT;
    } catch (SocketTimeoutException e) {
      return End.TIMED_OUT;
    } catch (IOException e) {
      return End.RESET;
    }
  }

  // A peer that speaks first and hangs up may refuse the question; its words still tell who it is.
  private static void send(Socket socket, byte[] question) throws IOException {
    try {
      socket.getOutputStream().write(question);
      socket.getOutputStream().flush();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      // Reading goes on.
    }
  }

  /// What was read so far. A growing array would need three times the answer's size at its end.
  private static final class Pieces {
    private final List<byte[]> pieces = new ArrayList<>();
    private int size;

    void add(byte[] piece) {
      pieces.add(piece);
      size += piece.length;
    }

    int size() {
      return size;
    }

    /// The master process keeps the connection open after it has refused a command.
    boolean isRefusal() {
      if (pieces.size() > MOST_PIECES || size > CHUNK) {
        return false;
      }
      String text = new String(joined(), StandardCharsets.UTF_8);
      return text.startsWith(UNKNOWN_COMMAND) && text.endsWith("\n\n");
    }

    byte[] joined() {
      byte[] all = new byte[size];
      int at = 0;
      for (byte[] piece : pieces) {
        System.arraycopy(piece, 0, all, at, piece.length);
        at += piece.length;
      }
      return all;
    }
  }
}
