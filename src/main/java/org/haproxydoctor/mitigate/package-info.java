/// Safe changes: a plan with its guards, the one place that carries it out, the journal of what was
/// done, and the way back.
@NullMarked
package org.haproxydoctor.mitigate;

import org.jspecify.annotations.NullMarked;
