/// Renderers: one per result and format.
@NullMarked
package org.haproxydoctor.report;

import org.jspecify.annotations.NullMarked;
