/// The only door to native code: system calls, and libraries opened at run time.
///
/// Everything goes through one shape of call, six or seven 64-bit integers in and one out, as
/// linking a second shape costs the start of every command a few milliseconds. Callbacks are linked
/// by those alone that use them.
@NullMarked
package dev.seep.kernel.libc;

import org.jspecify.annotations.NullMarked;
