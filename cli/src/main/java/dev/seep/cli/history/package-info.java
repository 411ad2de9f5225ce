/// `seep history`: finds what is asked for in the history of the watch, draws it in the terminal,
/// and writes it for others.
@NullMarked
package dev.seep.cli.history;

import org.jspecify.annotations.NullMarked;
