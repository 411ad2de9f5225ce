/// The daemon: sees every process, remembers, and tells a person in time.
@NullMarked
package dev.seep.watch;

import org.jspecify.annotations.NullMarked;
