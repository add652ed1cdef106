/// haproxy.cfg with line numbers, and the health check that each server really gets.
@NullMarked
package org.haproxydoctor.config;

import org.jspecify.annotations.NullMarked;
