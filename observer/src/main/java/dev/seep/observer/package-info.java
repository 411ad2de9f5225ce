/// Turns kernel facts into evidence through the best source permitted.
@NullMarked
package dev.seep.observer;

import org.jspecify.annotations.NullMarked;
