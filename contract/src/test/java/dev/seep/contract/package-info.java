/// The parts of the JSON contract, one by one.
@NullMarked
package dev.seep.contract;

import org.jspecify.annotations.NullMarked;
