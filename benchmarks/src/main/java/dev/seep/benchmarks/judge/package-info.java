/// The evaluation of detectors on simulated lifetimes: contenders, statistics, reports.
@NullMarked
package dev.seep.benchmarks.judge;

import org.jspecify.annotations.NullMarked;
