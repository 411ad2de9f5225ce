/// The JSON contract: evidence in the shapes that scripts rely on, written by one hand for the
/// command line and the API alike.
@NullMarked
package dev.seep.contract;

import org.jspecify.annotations.NullMarked;
