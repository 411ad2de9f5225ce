/// Samples in, assessments out: no clock, no I/O, no threads.
@NullMarked
package dev.seep.detector;

import org.jspecify.annotations.NullMarked;
