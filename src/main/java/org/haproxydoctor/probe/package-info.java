/// Probes of the servers: names, TCP, TLS, HTTP and the mirrored health check.
@NullMarked
package org.haproxydoctor.probe;

import org.jspecify.annotations.NullMarked;
