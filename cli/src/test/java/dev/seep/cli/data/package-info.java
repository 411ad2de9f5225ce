/// The parts of the JSON contract, one by one.
@NullMarked
package dev.seep.cli.data;

import org.jspecify.annotations.NullMarked;
