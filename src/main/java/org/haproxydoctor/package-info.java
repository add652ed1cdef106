/// Entry point and wiring: the only place that knows every other package.
@NullMarked
package org.haproxydoctor;

import org.jspecify.annotations.NullMarked;
