/// Reads what this host's kernel tells of connections to servers: /proc, /sys, ip(8), nft(8).
@NullMarked
package org.haproxydoctor.probe.host;

import org.jspecify.annotations.NullMarked;
