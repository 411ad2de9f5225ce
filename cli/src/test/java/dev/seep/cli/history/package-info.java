/// How the history is found, drawn and written.
@NullMarked
package dev.seep.cli.history;

import org.jspecify.annotations.NullMarked;
