/// The command line: one thin class per subcommand.
@NullMarked
package org.haproxydoctor.cli;

import org.jspecify.annotations.NullMarked;
