/// From a copied stack and its registers to frames with function, file and line.
@NullMarked
package dev.seep.kernel.stacks;

import org.jspecify.annotations.NullMarked;
