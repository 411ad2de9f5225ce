/// Tests of the watch's configuration.
@NullMarked
package dev.seep.watch.config;

import org.jspecify.annotations.NullMarked;
