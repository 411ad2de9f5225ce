/// The history on real files: against a model, on bad days, and within its bounds.
@NullMarked
package dev.seep.store;

import org.jspecify.annotations.NullMarked;
