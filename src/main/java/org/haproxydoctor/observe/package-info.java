/// What was seen, by whom, and what could not be seen and why.
@NullMarked
package org.haproxydoctor.observe;

import org.jspecify.annotations.NullMarked;
