package dev.seep.kernel.procfs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What stat(2) tells of an open file; inode(7) says what each field means.
///
/// @param device number of the file system
/// @param links names the file has; 0 once it was deleted
/// @param mode type and permissions
/// @param changedAtEpochSeconds the inode's change time; for a pipe, the moment it was made
/// @param represents device number of a device file
public record FileStat(
    long device,
    long inode,
    long links,
    int mode,
    int uid,
    long sizeBytes,
    long changedAtEpochSeconds,
    long represents) {
  /// Room for `struct stat` of either architecture.
  static final int STRUCT_BYTES = 144;

  /// Not read: the descriptor was closed, or its file system does not answer.
  public static final FileStat UNKNOWN = new FileStat(0, 0, -1, 0, -1, -1, 0, 0);

  private static final int TYPE = 0170000;
  private static final Layout LAYOUT = Layout.ofThisMachine();

  /// Where the fields stand that the two ABIs place differently; the others agree.
  private record Layout(int links, boolean wideLinks, int mode, int uid, int represents) {
    /// `struct stat` of `arch/x86/include/uapi/asm/stat.h`.
    static final Layout X86_64 = new Layout(16, true, 24, 28, 40);

    /// `struct stat` of `include/uapi/asm-generic/stat.h`, which arm64 uses; untried.
    static final Layout AARCH64 = new Layout(20, false, 16, 24, 32);

    static Layout ofThisMachine() {
      return System.getProperty("os.arch", "").equals("aarch64") ? AARCH64 : X86_64;
    }
  }

  static FileStat of(MemorySegment stat) {
    return new FileStat(
        stat.get(ValueLayout.JAVA_LONG_UNALIGNED, 0),
        inode(stat),
        LAYOUT.wideLinks()
            ? stat.get(ValueLayout.JAVA_LONG_UNALIGNED, LAYOUT.links())
            : stat.get(ValueLayout.JAVA_INT_UNALIGNED, LAYOUT.links()),
        stat.get(ValueLayout.JAVA_INT_UNALIGNED, LAYOUT.mode()),
        uid(stat),
        size(stat),
        stat.get(ValueLayout.JAVA_LONG_UNALIGNED, 104),
        stat.get(ValueLayout.JAVA_LONG_UNALIGNED, LAYOUT.represents()));
  }

  static long inode(MemorySegment stat) {
    return stat.get(ValueLayout.JAVA_LONG_UNALIGNED, 8);
  }

  static long size(MemorySegment stat) {
    return stat.get(ValueLayout.JAVA_LONG_UNALIGNED, 48);
  }

  static int uid(MemorySegment stat) {
    return stat.get(ValueLayout.JAVA_INT_UNALIGNED, LAYOUT.uid());
  }

  public boolean known() {
    return links >= 0;
  }

  /// The file has no name left in any directory. Anonymous inodes and sockets have one link.
  public boolean unlinked() {
    return links == 0;
  }

  public boolean isRegular() {
    return (mode & TYPE) == 0100000;
  }

  public boolean isDirectory() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isCharacterDevice() {
    return (mode & TYPE) == 0020000;
  }

  public boolean isBlockDevice() {
    return (mode & TYPE) == 0060000;
  }

  public boolean isFifo() {
    return (mode & TYPE) == 0010000;
  }

  public boolean isSocket() {
    return (mode & TYPE) == 0140000;
  }
}
