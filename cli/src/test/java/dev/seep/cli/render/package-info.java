/// Numbers, widths and tables, one by one.
@NullMarked
package dev.seep.cli.render;

import org.jspecify.annotations.NullMarked;
