/// Tests of recordings.
@NullMarked
package dev.seep.hunt.recording;

import org.jspecify.annotations.NullMarked;
