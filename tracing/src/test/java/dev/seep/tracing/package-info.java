@NullMarked
package dev.seep.tracing;

import org.jspecify.annotations.NullMarked;
