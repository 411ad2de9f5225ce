/// The seep command.
@NullMarked
package dev.seep.cli;

import org.jspecify.annotations.NullMarked;
