/// Exhaustion that somebody has written down: lines of the systemd journal, of the kernel and of
/// plain log files that say a process, or the machine, has no descriptor, memory or thread left.
@NullMarked
package dev.seep.watch.journal;

import org.jspecify.annotations.NullMarked;
