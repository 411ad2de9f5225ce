/// Runs the command in-process against fixed evidence, and holds what it prints to the letter.
@NullMarked
package dev.seep.cli;

import org.jspecify.annotations.NullMarked;
