/// The casebook's plants, hunted for real.
@NullMarked
package dev.seep.stories;

import org.jspecify.annotations.NullMarked;
