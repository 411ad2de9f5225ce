/// Descriptors by BPF: the iterator reads every one of the machine, or of one process, in one pass;
/// the tracer watches how those of a process come, are used and go.
@NullMarked
package dev.seep.kernel.bpf;

import org.jspecify.annotations.NullMarked;
