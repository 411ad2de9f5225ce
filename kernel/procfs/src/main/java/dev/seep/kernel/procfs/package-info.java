/// Reads and parses /proc and the cgroup tree.
@NullMarked
package dev.seep.kernel.procfs;

import org.jspecify.annotations.NullMarked;
