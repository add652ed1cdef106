/// From observations to root causes: pure, without I/O.
@NullMarked
package org.haproxydoctor.diagnose;

import org.jspecify.annotations.NullMarked;
