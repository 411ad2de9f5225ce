package dev.seep.kernel.stacks;

import dev.seep.kernel.libc.ProcessCalls;
import dev.seep.kernel.libc.Syscalls;

/// Whether an open file is the one that a line of `maps` means.
///
/// On btrfs and overlayfs, stat(2) gives a file another device (and inode) than `maps` does. What
/// the kernel writes for a mapping of our own is what it writes for the target's.
final class MappedIdentity {
  private static final long PAGE = 4096;
  private static final int OWN_MAPS_BYTES = 4 << 20;

  private MappedIdentity() {}

  static boolean matches(Opening.Opened file, MapsLine line) {
    FileFacts facts = file.facts();
    return (facts.device() == line.device() && facts.inode() == line.inode())
        || matchesWhenMapped(file.fd(), line);
  }

  private static boolean matchesWhenMapped(int fd, MapsLine line) {
    long address = ProcessCalls.mapPage(fd, PAGE);
    if (address < 0 && address > -PAGE) {
      return false;
    }
    try {
      byte[] own = SafeFiles.read(Syscalls.AT_FDCWD, "/proc/self/maps", OWN_MAPS_BYTES);
      return own != null
          && MapsLine.parse(own).stream()
              .anyMatch(mine ->
                  mine.contains(address)
                      && mine.inode() == line.inode()
                      && mine.device() == line.device());
    } finally {
      ProcessCalls.unmap(address, PAGE);
    }
  }
}
