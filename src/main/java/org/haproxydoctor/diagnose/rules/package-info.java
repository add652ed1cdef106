/// One file per root cause, and the catalogue that lists them.
@NullMarked
package org.haproxydoctor.diagnose.rules;

import org.jspecify.annotations.NullMarked;
