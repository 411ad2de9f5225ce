/// Grading, counting and scheduling, without any process.
@NullMarked
package dev.seep.score;

import org.jspecify.annotations.NullMarked;
