/// What a person reads: numbers, tables and screens as text, safe for a terminal.
@NullMarked
package dev.seep.cli.render;

import org.jspecify.annotations.NullMarked;
