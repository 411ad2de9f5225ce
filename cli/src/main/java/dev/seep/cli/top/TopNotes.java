package dev.seep.cli.top;

import dev.seep.evidence.Blind;
import org.jspecify.annotations.Nullable;

/// What the screen says beside the figures.
///
/// @param source where they come from, in words
/// @param trouble why there are no newer ones, null when there are
record TopNotes(String source, @Nullable Blind trouble) {}
