/// `seep top`: what it shows, what its keys do, and where its figures come from.
@NullMarked
package dev.seep.cli.top;

import org.jspecify.annotations.NullMarked;
