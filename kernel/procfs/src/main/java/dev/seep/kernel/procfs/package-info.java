/// Reads and parses `/proc`, the cgroup tree and the files that set limits, beneath roots that are
/// given.
///
/// Reading and parsing are two functions. Parsers are named after the kernel's file, take bytes (or
/// text where nobody hostile can write into it), and bear missing, extra and truncated lines.
@NullMarked
package dev.seep.kernel.procfs;

import org.jspecify.annotations.NullMarked;
