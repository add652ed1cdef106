package org.haproxydoctor.model;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is worked out when someone first asks for it: of thousands of servers only the few
/// in trouble are looked at closely.
///
/// @param <T> the value; never null
public final class Later<T> implements Supplier<T> {
  private @Nullable Supplier<T> work;
  private @Nullable T value;

  private Later(@Nullable Supplier<T> work, @Nullable T value) {
    this.work = work;
    this.value = value;
  }

  public static <T> Later<T> of(Supplier<T> work) {
    return new Later<>(work, null);
  }

  /// What is known already.
  public static <T> Later<T> known(T value) {
    return new Later<>(null, value);
  }

  @Override
  public synchronized T get() {
    T known = value;
    if (known == null) {
      known = Objects.requireNonNull(work).get();
      value = known;
      work = null;
    }
    return known;
  }

  /// Equal to what has an equal value.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Later<?> later && get().equals(later.get());
  }

  @Override
  public int hashCode() {
    return get().hashCode();
  }

  @Override
  public String toString() {
    return get().toString();
  }
}
