/// The shared words of the watch: what people name a process by, what it looks like over days, and
/// what is said about it.
@NullMarked
package dev.seep.evidence.watch;

import org.jspecify.annotations.NullMarked;
