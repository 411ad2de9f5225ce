/// How seep top draws and obeys.
@NullMarked
package dev.seep.cli.top;

import org.jspecify.annotations.NullMarked;
