/// Reads recorded events and levels, has the detector judge them, and tells what changed.
@org.jspecify.annotations.NullMarked
package dev.seep.cli.judge;
