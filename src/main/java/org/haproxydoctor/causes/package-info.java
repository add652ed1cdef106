/// The catalogue of root causes in words: one Markdown entry for each, read offline.
@NullMarked
package org.haproxydoctor.causes;

import org.jspecify.annotations.NullMarked;
