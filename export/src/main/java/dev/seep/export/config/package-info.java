/// What the configuration says about where figures are sent.
@NullMarked
package dev.seep.export.config;

import org.jspecify.annotations.NullMarked;
