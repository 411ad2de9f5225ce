@NullMarked
package dev.seep.cli.judge;

import org.jspecify.annotations.NullMarked;
