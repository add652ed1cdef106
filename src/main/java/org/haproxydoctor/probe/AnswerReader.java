package org.haproxydoctor.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.haproxydoctor.model.check.ProbeResult.HttpAnswer;
import org.haproxydoctor.model.check.ProbeResult.Word;

/// Reads one HTTP answer off a connection, however hostile the other side is.
///
/// Time is bounded by the caller's [Watch], memory here.
final class AnswerReader {
  private static final int LARGEST_HEAD = 64 * 1024;
  private static final int LARGEST_BODY = 64 * 1024;
  private static final int LARGEST_RAW_BODY = 2 * LARGEST_BODY;
  private static final int MOST_INTERIM = 16;
  private static final int LONGEST_LINE_END = 3;
  private static final int CLOSED = -1;
  private static final int HOPELESS = -2;
  private static final Duration GRACE = Duration.ofMillis(100);

  private final InputStream in;
  private final Progress progress;
  private final String method;
  private final Predicate<HttpAnswer> enough;
  private final Watch watch;

  private byte[] bytes = new byte[8 * 1024];
  private int size;

  /// @param method of the request
  /// @param enough whether the answer so far is all that is wanted; asked again as the body comes
  ///   in
  /// @param watch guards the connection; told to hurry once there is enough
  AnswerReader(
      InputStream in, Progress progress, String method, Predicate<HttpAnswer> enough, Watch watch) {
    this.in = in;
    this.watch = watch;
    this.progress = progress;
    this.method = method;
    this.enough = enough;
  }

  /// How reading ended.
  record Ending(Word word, String detail) {
    static final Ending OK = new Ending(Word.OK, "");
  }

  /// @throws IOException when the connection breaks; what was read until then is in the progress
  Ending read() throws IOException {
    Optional<AnswerHead> interim = Optional.empty();
    for (int i = 0; i < MOST_INTERIM; i++) {
      int length = readHead();
      if (length == CLOSED) {
        return closedEarly();
      }
      if (!AnswerHead.possible(bytes, size)) {
        return stranger();
      }
      if (length == HOPELESS) {
        return new Ending(Word.ERROR, "the head of the answer is larger than 64 KiB");
      }
      Optional<AnswerHead> head = AnswerHead.parse(bytes, length);
      if (head.isEmpty()) {
        SpeechReader.read(new String(bytes, 0, length, StandardCharsets.ISO_8859_1))
            .ifPresent(progress::understood);
        return new Ending(Word.NOT_HTTP, "the first line is no HTTP status line");
      }
      progress.answered(head.get().answer());
      if (!head.get().isInterim()) {
        return body(interim.map(head.get()::after).orElse(head.get()));
      }
      interim = interim.or(() -> head);
      drop(length);
    }
    return new Ending(Word.ERROR, "interim answers without end");
  }

  // Gives up as soon as it cannot be HTTP; the caller looks.
  private int readHead() throws IOException {
    int from = 0;
    while (true) {
      drop(AnswerHead.leadingLineEnds(bytes, size));
      int length = AnswerHead.end(bytes, size, from);
      if (length >= 0) {
        return length;
      }
      if (size > LARGEST_HEAD || !AnswerHead.possible(bytes, size)) {
        return HOPELESS;
      }
      from = Math.max(0, size - LONGEST_LINE_END);
      if (!more()) {
        return CLOSED;
      }
    }
  }

  private Ending body(AnswerHead head) throws IOException {
    BodyFraming framing = BodyFraming.of(method, head.answer());
    while (true) {
      byte[] raw = Arrays.copyOfRange(bytes, head.length(), size);
      BodyFraming.Body body = framing.read(raw);
      int shown = Math.min(body.text().length(), LARGEST_BODY);
      HttpAnswer answer = head.withBody(body.text().substring(0, shown));
      if (body.broken() && !progress.isComplete()) {
        answer = answer.refusedFor("its chunks are broken");
      }
      progress.answered(answer);
      boolean full = body.text().length() >= LARGEST_BODY || raw.length >= LARGEST_RAW_BODY;
      if (body.complete() || full) {
        progress.complete();
        return Ending.OK;
      }
      if (!progress.isComplete() && enough.test(answer)) {
        // A little more of the body often says why the answer is what it is.
        progress.complete();
        watch.hurry(GRACE);
      }
      if (!more()) {
        progress.complete();
        return Ending.OK;
      }
    }
  }

  private Ending closedEarly() {
    return new Ending(Word.CLOSED, size == 0 ? "" : "closed inside the head of the answer");
  }

  private Ending stranger() throws IOException {
    if (in.available() > 0) {
      more();
    }
    SpeechReader.read(new String(bytes, 0, size, StandardCharsets.ISO_8859_1))
        .ifPresent(progress::understood);
    return new Ending(Word.NOT_HTTP, Stranger.describe(Arrays.copyOf(bytes, size)));
  }

  private boolean more() throws IOException {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    int n = in.read(bytes, size, bytes.length - size);
    if (n < 0) {
      return false;
    }
    size += n;
    progress.heard(Arrays.copyOf(bytes, Math.min(size, 512)));
    return true;
  }

  private void drop(int length) {
    System.arraycopy(bytes, length, bytes, 0, size - length);
    size -= length;
  }
}
