@NullMarked
package dev.seep.detector.watch;

import org.jspecify.annotations.NullMarked;
