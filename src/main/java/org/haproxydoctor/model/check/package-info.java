/// Health checks as configured, and what became of an attempt to repeat one.
@NullMarked
package org.haproxydoctor.model.check;

import org.jspecify.annotations.NullMarked;
