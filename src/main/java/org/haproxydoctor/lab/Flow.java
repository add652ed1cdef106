package org.haproxydoctor.lab;

import java.time.Duration;
import java.util.Optional;

/// Visitors who keep coming while a drill is diagnosed.
///
/// @param every between two of them; they do not wait for each other
/// @param path what they ask for
/// @param leave how soon they lose patience; empty for those who wait long enough
/// @param first so many visits have ended, in whatever way, before the diagnosis begins
/// @param most visits in all; after that nobody comes any more
record Flow(Duration every, String path, Optional<Duration> leave, int first, int most) {}
