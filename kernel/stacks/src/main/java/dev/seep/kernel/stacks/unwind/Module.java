package dev.seep.kernel.stacks.unwind;

/// One executable (or file-backed) mapping of the target, as a line of `/proc/PID/maps` has it.
///
/// @param start first address
/// @param end first address behind it
/// @param fileOffset where in the file the mapping begins, in bytes
/// @param fd a descriptor of this process on that file, or -1 when it could not be had; the
///   unwinder keeps a duplicate of its own, so that the caller may close it afterwards
/// @param name as the target sees it, for people
public record Module(long start, long end, long fileOffset, int fd, String name) {}
