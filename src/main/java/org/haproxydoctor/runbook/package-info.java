/// Runbooks: Markdown in, steps out; lint; the walk through them.
@NullMarked
package org.haproxydoctor.runbook;

import org.jspecify.annotations.NullMarked;
