/// What `seep watch` is told to do: a YAML file read into records, with every mistake in it named
/// by line and column, and nothing taken over while there is one.
@NullMarked
package dev.seep.watch.config;

import org.jspecify.annotations.NullMarked;
