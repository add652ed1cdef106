/// What HAProxy's own host knows of its network and processes.
@NullMarked
package org.haproxydoctor.model.host;

import org.jspecify.annotations.NullMarked;
