/// Names the leak class, the culprit, the reason and the advice.
@NullMarked
package dev.seep.diagnosis;

import org.jspecify.annotations.NullMarked;
