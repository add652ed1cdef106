package org.haproxydoctor.observe;

import java.util.Optional;
import java.util.function.Function;

/// A look at something: what was seen, or why it could not be.
public sealed interface Observed<T> {

  /// @param what what was seen
  record Seen<T>(T what) implements Observed<T> {}

  /// @param why one sentence without final stop, for the reader: `/var/log/haproxy.log: permission
  ///   denied`
  record Unseen<T>(String why) implements Observed<T> {}

  static <T> Observed<T> seen(T value) {
    return new Seen<>(value);
  }

  static <T> Observed<T> unseen(String reason) {
    return new Unseen<>(reason);
  }

  default Optional<T> value() {
    return switch (this) {
      case Seen<T>(T what) -> Optional.of(what);
      case Unseen<T> _ -> Optional.empty();
    };
  }

  /// @return the same look at something made from what was seen
  default <U> Observed<U> map(Function<? super T, ? extends U> make) {
    return switch (this) {
      case Seen<T>(T what) -> new Seen<>(make.apply(what));
      case Unseen<T>(String why) -> new Unseen<>(why);
    };
  }

  /// @return why nothing was seen, empty when something was
  default Optional<String> reason() {
    return switch (this) {
      case Seen<T> _ -> Optional.empty();
      case Unseen<T>(String why) -> Optional.of(why);
    };
  }
}
