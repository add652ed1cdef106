/// A person's way through a runbook: what was offered, answered and seen, kept so that it can go on
/// later, and told as a transcript.
@NullMarked
package org.haproxydoctor.guide;

import org.jspecify.annotations.NullMarked;
