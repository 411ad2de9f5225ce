/// What a script reads of single commands: CSV rows, and JSON that no other module writes.
@NullMarked
package dev.seep.cli.data;

import org.jspecify.annotations.NullMarked;
