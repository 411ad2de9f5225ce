/// The process without privileges that parses what a target chose: its main, its confinement, and
/// the messages between it and Seep.
@NullMarked
package dev.seep.kernel.stacks.helper;

import org.jspecify.annotations.NullMarked;
