/// A hunt on file: all that its judgement rests on, to be examined again elsewhere.
@NullMarked
package dev.seep.hunt.recording;

import org.jspecify.annotations.NullMarked;
