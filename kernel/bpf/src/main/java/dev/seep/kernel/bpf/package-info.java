/// The descriptor iterator.
@NullMarked
package dev.seep.kernel.bpf;

import org.jspecify.annotations.NullMarked;
