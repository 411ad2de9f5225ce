/// History on disk within a bound in bytes and in days, safe against crashes.
@NullMarked
package dev.seep.store;

import org.jspecify.annotations.NullMarked;
