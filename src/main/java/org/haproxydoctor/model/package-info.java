/// HAProxy's nouns as immutable records: processes, proxies, servers, their states.
@NullMarked
package org.haproxydoctor.model;

import org.jspecify.annotations.NullMarked;
