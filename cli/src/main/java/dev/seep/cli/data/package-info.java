/// What a script reads: the JSON contract and CSV rows.
@NullMarked
package dev.seep.cli.data;

import org.jspecify.annotations.NullMarked;
