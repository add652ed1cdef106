/// What moves through HAProxy: counters and gauges of `show stat`, read twice.
@NullMarked
package org.haproxydoctor.model.traffic;

import org.jspecify.annotations.NullMarked;
