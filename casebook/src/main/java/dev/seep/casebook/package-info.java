/// Planted leaks in several languages, each with a healthy twin and its truth.
@NullMarked
package dev.seep.casebook;

import org.jspecify.annotations.NullMarked;
