/// Carries figures to other monitors: exposition formats, remote write, OTLP.
@NullMarked
package dev.seep.export;

import org.jspecify.annotations.NullMarked;
