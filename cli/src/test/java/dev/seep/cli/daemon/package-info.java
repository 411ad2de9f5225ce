/// How the API of a running watch is read.
@NullMarked
package dev.seep.cli.daemon;

import org.jspecify.annotations.NullMarked;
