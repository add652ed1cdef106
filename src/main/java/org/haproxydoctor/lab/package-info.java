/// Rehearsals: a private HAProxy and programmable faulty backends on loopback.
@NullMarked
package org.haproxydoctor.lab;

import org.jspecify.annotations.NullMarked;
