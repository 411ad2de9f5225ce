/// The `connector` story in Java: a plant that needs no compiler, for a demonstration anywhere.
@NullMarked
package dev.seep.casebook.demo;

import org.jspecify.annotations.NullMarked;
