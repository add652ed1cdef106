/// HAProxy's Runtime API and stats page: sockets and the parsers of their answers.
@NullMarked
package org.haproxydoctor.runtimeapi;

import org.jspecify.annotations.NullMarked;
