/// The watch, on staged hosts whose days pass in a moment.
@NullMarked
package dev.seep.watch;

import org.jspecify.annotations.NullMarked;
