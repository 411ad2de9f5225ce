/// Asks a running `seep watch` over its API.
@NullMarked
package dev.seep.cli.daemon;

import org.jspecify.annotations.NullMarked;
