package org.haproxydoctor;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Where the results go, remembering why they did not get there: print writers keep silent about
/// it.
final class Delivery extends OutputStream {
  private static final String READER_LEFT = "broken pipe";

  private final OutputStream to;
  private Optional<String> failure = Optional.empty();

  Delivery(OutputStream to) {
    this.to = to;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      to.write(bytes, offset, length);
    } catch (IOException e) {
      throw noted(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      to.flush();
    } catch (IOException e) {
      throw noted(e);
    }
  }

  private IOException noted(IOException e) {
    failure = failure.or(() -> Optional.of(String.valueOf(e.getMessage())));
    return e;
  }

  /// @return why something got lost; empty too when a reader had seen enough, as `head` has after
  ///   ten lines
  Optional<String> failure() {
    return failure.filter(why -> !why.regionMatches(true, 0, READER_LEFT, 0, READER_LEFT.length()));
  }
}
