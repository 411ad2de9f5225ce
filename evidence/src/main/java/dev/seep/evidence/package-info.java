/// The words every other module speaks: what a process is, what it holds, and what is said of it.
@NullMarked
package dev.seep.evidence;

import org.jspecify.annotations.NullMarked;
