/// Seep against its casebook: hunts every case and its twin, and holds what was said against the
/// truth.
@NullMarked
package dev.seep.score;

import org.jspecify.annotations.NullMarked;
