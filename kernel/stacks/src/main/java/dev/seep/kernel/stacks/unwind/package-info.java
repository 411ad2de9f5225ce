/// Unwinds one copied stack with libdw and names its frames: functions, inlined ones among them,
/// with file and line.
///
/// All of it works on descriptors and bytes that it is handed; nothing here opens a path, so that
/// it can run where no path can be opened.
@NullMarked
package dev.seep.kernel.stacks.unwind;

import org.jspecify.annotations.NullMarked;
