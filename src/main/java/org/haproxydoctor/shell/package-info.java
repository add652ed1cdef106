/// The terminal as a place to stay: what Ctrl-C means, and the interactive session.
@NullMarked
package org.haproxydoctor.shell;

import org.jspecify.annotations.NullMarked;
