package org.haproxydoctor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Ends the process, and at once.
///
/// A JVM that ends waits 300 ms for threads outside of Java (`wait_for_threads_in_native_to_block`,
/// `src/hotspot/share/runtime/vmOperations.cpp`), and those that wait for the network on behalf of
/// virtual threads never come back: whoever watches an outage would wait for nothing.
final class Departure {
  private Departure() {}

  /// @param status of the process; both streams must have been flushed
  static void with(int status) {
    // Made also where it is not called, so that the class cache learns of it.
    Optional<MethodHandle> exit = someoneWaitsForTheNetwork() ? systemsOwn() : Optional.empty();
    if (!isCalledFor()) {
      exit.ifPresent(e -> call(e, status));
    }
    System.exit(status);
  }

  private static boolean someoneWaitsForTheNetwork() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(t -> t.getName().endsWith("Poller"));
  }

  /// Whether something else has to be done at the end: tidying up after a signal, or the class
  /// cache to be written.
  private static boolean isCalledFor() {
    if (Boolean.getBoolean("haproxydoctor.writes-cache")) {
      return true;
    }
    try {
      Thread none = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(none);
      return !Runtime.getRuntime().removeShutdownHook(none);
    } catch (IllegalStateException _) {
      return true;
    }
  }

  /// @return the system's `_exit`
  // The launcher grants native access.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> systemsOwn() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("_exit")
        .map(exit -> linker.downcallHandle(exit, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)));
  }

  private static void call(MethodHandle exit, int status) {
    try {
      exit.invokeExact(status);
    } catch (Throwable _) {
      // The slow way out is open.
    }
  }
}
