/// One target, end to end.
@NullMarked
package dev.seep.hunt;

import org.jspecify.annotations.NullMarked;
