/// The BPF descriptor iterator: every descriptor of the machine, or of one process, read in the
/// kernel in one pass.
@NullMarked
package dev.seep.kernel.bpf;

import org.jspecify.annotations.NullMarked;
