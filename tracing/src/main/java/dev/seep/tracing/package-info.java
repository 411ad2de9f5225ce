/// Follows the descriptors of one target from their birth to their end, and names the code that
/// opened them.
@NullMarked
package dev.seep.tracing;

import org.jspecify.annotations.NullMarked;
