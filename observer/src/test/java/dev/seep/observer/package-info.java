/// Tests of the eye on real processes.
@NullMarked
package dev.seep.observer;

import org.jspecify.annotations.NullMarked;
