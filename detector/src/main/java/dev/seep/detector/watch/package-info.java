/// The watch regime: says of each class of a process's resources, over hours and days, whether it
/// grows for ever.
@org.jspecify.annotations.NullMarked
package dev.seep.detector.watch;
