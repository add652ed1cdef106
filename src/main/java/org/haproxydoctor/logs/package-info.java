/// HAProxy's log lines in, server events and termination states out.
@NullMarked
package org.haproxydoctor.logs;

import org.jspecify.annotations.NullMarked;
