/// What tests stand on: a fake /proc folder, planted processes.
@NullMarked
package dev.seep.testkit;

import org.jspecify.annotations.NullMarked;
