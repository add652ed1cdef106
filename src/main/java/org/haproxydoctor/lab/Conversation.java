package org.haproxydoctor.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.haproxydoctor.lab.Behaviour.Route;
import org.haproxydoctor.lab.Behaviour.ScriptLine;
import org.haproxydoctor.lab.FaultyServer.Heard;

/// What a programmable backend does with each connection it accepts.
final class Conversation {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int MOST_HEARD = 64 * 1024;
  private static final int FAREWELL_MILLIS = 1_000;
  private static final byte[] BAD_REQUEST =
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] GARBAGE =
      "no\0thing of HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Behaviour behaviour;
  private final Optional<TlsSpeaker> certificate;
  private final Heard heard;
  private final Turns turns;

  Conversation(Behaviour behaviour, Optional<TlsSpeaker> certificate, Heard heard) {
    this.behaviour = behaviour;
    this.certificate = certificate;
    this.heard = heard;
    this.turns = new Turns(behaviour.routes());
  }

  /// Treats one connection to its end and closes it.
  void hold(Socket socket) {
    try (socket) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      if (behaviour.mode() == Behaviour.Mode.CLOSE) {
        closePolitely(socket);
        return;
      }
      if (behaviour.proxyHeader() && !readProxyHeader(socket)) {
        reset(socket);
        return;
      }
      talk(socket, behaviour.tls() ? handshake(socket) : socket);
    } catch (IOException _) {
      // Clients come and go as they like; what they said has been kept.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void talk(Socket raw, Socket socket) throws IOException, InterruptedException {
    switch (behaviour.mode()) {
      case HTTP -> answer(socket);
      case BANNER -> {
        write(socket, behaviour.banner().getBytes(StandardCharsets.ISO_8859_1));
        drain(socket.getInputStream());
      }
      case RESET -> {
        if (socket.getInputStream().read() >= 0) {
          reset(raw);
        }
      }
      case SCRIPT -> play(raw, socket);
      case HANG -> drain(socket.getInputStream());
      case CLOSE, REFUSE, BLACKHOLE -> throw new IllegalStateException("no conversation");
    }
  }

  private void play(Socket raw, Socket socket) throws IOException, InterruptedException {
    InputStream in = socket.getInputStream();
    for (ScriptLine line : behaviour.script()) {
      switch (line) {
        case ScriptLine.Hear(String text) -> {
          if (!hear(in, text)) {
            return;
          }
        }
        case ScriptLine.Say(String text) ->
            write(socket, text.getBytes(StandardCharsets.ISO_8859_1));
        case ScriptLine.Repeat(String text, Duration pause) -> {
          // Ends with the exception of a client that has left.
          while (true) {
            Thread.sleep(pause);
            write(socket, text.getBytes(StandardCharsets.ISO_8859_1));
          }
        }
        case ScriptLine.Close() -> {
          closePolitely(socket);
          return;
        }
        case ScriptLine.Reset() -> {
          reset(raw);
          return;
        }
      }
    }
    drain(in);
  }

  /// @return false when the client leaves first, or says too much else
  private static boolean hear(InputStream in, String text) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(text) < 0) {
      int b = in.read();
      if (b < 0 || heard.length() > MOST_HEARD) {
        return false;
      }
      heard.append((char) b);
    }
    return true;
  }

  private void answer(Socket socket) throws IOException, InterruptedException {
    Optional<RequestText> request = RequestText.read(socket.getInputStream());
    if (request.isEmpty()) {
      return;
    }
    if (!request.get().isRequest()) {
      write(socket, BAD_REQUEST);
      closePolitely(socket);
      return;
    }
    heard.requests().add(request.get().text());
    Route route = turns.next(request.get()).orElseGet(AnswerText::notFound);
    Thread.sleep(behaviour.delay().plus(route.manner().delay()));
    answer(socket, AnswerText.of(request.get(), route), route.manner().act());
  }

  private static void answer(Socket socket, byte[] answer, Manner.Act act) throws IOException {
    switch (act) {
      case ANSWER -> write(socket, answer);
      case CLOSE -> {}
      case RESET -> reset(socket);
      case HANG -> drain(socket.getInputStream());
      case GARBAGE -> write(socket, GARBAGE);
      case CUT -> write(socket, Arrays.copyOf(answer, answer.length - 1));
    }
    if (!socket.isClosed()) {
      closePolitely(socket);
    }
  }

  private Socket handshake(Socket socket) throws IOException {
    return certificate.orElseThrow().serverSide(socket, heard.serverNames()::add);
  }

  private boolean readProxyHeader(Socket socket) throws IOException {
    Optional<byte[]> header = ProxyHeaderText.read(socket.getInputStream());
    header.ifPresent(h -> heard.proxyHeaders().add(new String(h, StandardCharsets.ISO_8859_1)));
    return header.isPresent();
  }

  private static void write(Socket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  // Closing with unread data would send RST instead of FIN.
  private static void closePolitely(Socket socket) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(FAREWELL_MILLIS);
    drain(socket.getInputStream());
  }

  private static void drain(InputStream in) throws IOException {
    byte[] ignored = new byte[4096];
    while (in.read(ignored) >= 0) {
      // Only the end matters.
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
