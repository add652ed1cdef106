/// What a rehearsal expects of a diagnosis, and what came of it.
@NullMarked
package org.haproxydoctor.model.drill;

import org.jspecify.annotations.NullMarked;
