/// What changes, told to every page that is open.
@NullMarked
package dev.seep.web.events;

import org.jspecify.annotations.NullMarked;
