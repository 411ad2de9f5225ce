/// Simulated lives of descriptors, threads and memory over days, healthy and leaking, with the
/// truth beside them: what a detector is judged on.
@NullMarked
package dev.seep.testkit.lifetimes;

import org.jspecify.annotations.NullMarked;
