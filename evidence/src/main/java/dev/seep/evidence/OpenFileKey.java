package dev.seep.evidence;

/// What makes an open file this one and no other, as well as a look from outside can tell: the
/// number alone is reused at once, the inode alone is shared (by every eventfd, or by two opens of
/// one file).
///
/// @param generation tells apart successive open files that agree in all else (an eventfd's id, a
///   socket's cookie); 0 when the kernel offers none, and then a number that is closed and opened
///   again on the same file between two looks seems never to have been closed
public record OpenFileKey(int descriptor, long device, long inode, long generation) {}
