/// Measurements, outside the test run.
@NullMarked
package dev.seep.benchmarks;

import org.jspecify.annotations.NullMarked;
